"""Adds up what became of all orders. The last step of MapPattern."""

from datetime import datetime

from price import is_valid, price_cents


class TotalsDiffer(Exception):
    """The results don't agree with the orders: the execution fails."""


def seconds_between(start, end):
    """Time between two of the context object's timestamps, such as 2026-01-31T12:00:00.123Z."""
    parse = lambda text: datetime.fromisoformat(text.replace("Z", "+00:00"))
    return (parse(end) - parse(start)).total_seconds()


def check(orders, results):
    """Works out from the orders alone what has to come out, and compares it one by one."""
    if [r["Id"] for r in results] != [o["Id"] for o in orders]:
        raise TotalsDiffer("There is not exactly one result for each order, in their order")
    for order, result in zip(orders, results):
        if is_valid(order):
            right = result["Status"] == "PRICED" and result["Cents"] == price_cents(order)
        else:
            right = result["Status"] == "PUT_ASIDE" and result["Error"] == "InvalidOrder"
        if not right:
            raise TotalsDiffer(f"{result} is not what becomes of {order}")


def handler(event, context):
    orders, results = event["Orders"], event["Results"]
    check(orders, results)

    priced = [r for r in results if r["Status"] == "PRICED"]
    item_seconds = sum(r["Milliseconds"] for r in priced) / 1000
    wall_seconds = seconds_between(event["StartedAt"], event["EndedAt"])
    return {
        "Orders": len(orders),
        "Priced": len(priced),
        "PutAside": len(results) - len(priced),
        "NeededRetries": sum(1 for r in priced if r["Attempts"] > 1),
        "TotalCents": sum(r["Cents"] for r in priced),
        "ItemSeconds": round(item_seconds, 1),
        "WallSeconds": round(wall_seconds, 1),
        "Speedup": round(item_seconds / wall_seconds, 1),
        "Checked": True,
    }
