"""Writes map.json: orders for MapPattern, the same in every run. Usage: python3 generate.py"""

import json
import pathlib
import random

ORDERS = 240

dice = random.Random(20)


def order(number):
    return {
        "Id": number,
        "Customer": f"C-{dice.randint(1, 60):03}",
        "Country": dice.choice(["DE", "FR", "NL", "SE"]),
        # Three in a hundred are nonsense: no pieces at all. They can't be priced, ever.
        "Quantity": 0 if dice.random() < 0.03 else dice.randint(1, 9),
        "UnitCents": dice.randint(199, 9999),
    }


orders = ",\n".join("    " + json.dumps(order(number)) for number in range(1, ORDERS + 1))
text = f'{{\n  "Seed": "pawl",\n  "Orders": [\n{orders}\n  ]\n}}\n'
pathlib.Path(__file__).with_name("map.json").write_text(text, encoding="utf-8")
