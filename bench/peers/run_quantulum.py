"""quantulum3, with its classifier, behind the common door."""

from adapter import serve


def load():
    from quantulum3 import parser

    def tell(sentence, found):
        unit = found.unit
        return {
            "start": found.span[0],
            "end": found.span[1],
            "value": float(found.value),
            "unit": unit.currency_code or unit.name,
            "kind": unit.entity.name,
        }

    return parser.parse, tell


serve(load)
