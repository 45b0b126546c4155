"""Prices one order. Called once for each order by the Map state of MapPattern."""

import hashlib
import time

TAX_PERCENT = {"DE": 19, "FR": 20, "NL": 21, "SE": 25}


class InvalidOrder(Exception):
    """No further attempt will help: the state machine catches this and goes on without the order."""


class ServiceBusy(Exception):
    """May work the next time: the state machine retries this. The class name is the error's name."""


def price_cents(order):
    """Quantity times unit price plus the country's tax, in cents, rounded half up."""
    net = order["Quantity"] * order["UnitCents"]
    return (net * (100 + TAX_PERCENT[order["Country"]]) + 50) // 100


def is_valid(order):
    return order["Quantity"] > 0 and order["Country"] in TAX_PERCENT


def times_busy(seed, order_id):
    """How often the service is busy before it prices the order; the same in every run."""
    dice = hashlib.sha256(f"{seed}:{order_id}".encode()).digest()[0]
    if dice < 3:
        return 2  # about 1% of the orders
    return 1 if dice < 16 else 0  # about 5%


def handler(event, context):
    began = time.perf_counter()
    order, attempt = event["Order"], event["Attempt"]

    # The work itself: 50 to 100 milliseconds, as a call of another service would take.
    time.sleep(0.050 + order["Id"] % 51 / 1000)

    if not is_valid(order):
        raise InvalidOrder(f"Order {order['Id']} can't be priced: {order['Quantity']} pieces")
    if attempt < times_busy(event["Seed"], order["Id"]):
        raise ServiceBusy(f"Order {order['Id']}: try again later")

    return {
        "Id": order["Id"],
        "Status": "PRICED",
        "Cents": price_cents(order),
        "Attempts": attempt + 1,
        "Milliseconds": round((time.perf_counter() - began) * 1000),
    }
