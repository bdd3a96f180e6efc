"""Recognizers-Text behind the common door: numbers, percentages and the four kinds of units."""

from adapter import serve

KINDS = ("age", "currency", "temperature", "dimension", "percentage", "number")
"""In the order of trust: what has a unit stands in place of the bare number inside it."""


def load():
    import recognizers_number as numbers
    import recognizers_number_with_unit as units
    from recognizers_text import Culture

    finders = [
        getattr(units, f"recognize_{kind}", None) or getattr(numbers, f"recognize_{kind}")
        for kind in KINDS
    ]

    def find(sentence):
        found = []
        for kind, recognize in zip(KINDS, finders, strict=True):
            for one in recognize(sentence, Culture.English):
                taken = any(one.start <= other.end and other.start <= one.end for _, other in found)
                if not taken and number(one) is not None:
                    found.append((kind, one))
        return found

    def tell(sentence, kind_and_found):
        kind, found = kind_and_found
        return {
            "start": found.start,
            "end": found.end + 1,
            "value": number(found),
            "unit": found.resolution.get("isoCurrency")
            or ("percent" if kind == "percentage" else found.resolution.get("unit")),
            "kind": kind,
        }

    return find, tell


def number(found):
    try:
        return float(str(found.resolution.get("value")).rstrip("%"))
    except (ValueError, AttributeError):
        return None


serve(load)
