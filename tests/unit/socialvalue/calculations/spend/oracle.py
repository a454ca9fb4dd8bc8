"""A second way to the result of a spend study: slow, obvious, and sharing nothing with the first.

It starts from plain rows (dictionaries of texts and exact pence) and works out each figure by going
through all of them again. Written from the format's sentences alone.
"""

import re
from fractions import Fraction

WORDS = r"\b(LIMITED|LTD|PLC|LLP|CIC|DAC)\b"


def slow_result(*, config, lines, suppliers, survey, postcodes, total_rows=0):
    """Return the documented result."""
    return _Slow(config, lines, suppliers, survey, postcodes).result(total_rows)


def slow_figures(*, config, lines, suppliers, survey, postcodes, total_rows=0):
    """Return the figures of an analysis, but for the names of things."""
    return _Slow(config, lines, suppliers, survey, postcodes).figures()


def money(pence):
    """Return pounds to two places, half up."""
    return _rounded(Fraction(pence) / 100, 2)


def pct(part, whole):
    """Return a percentage to three places, or null."""
    return None if whole == 0 else _rounded(Fraction(part) * 100 / whole, 3)


def _rounded(value, places):
    scaled = abs(value) * 10**places
    whole = int(scaled)
    if scaled - whole >= Fraction(1, 2):
        whole += 1
    digits = str(whole).rjust(places + 1, "0")
    sign = "-" if value < 0 and whole else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def _half_up(value):
    whole = int(abs(value))
    if abs(value) - whole >= Fraction(1, 2):
        whole += 1
    return -whole if value < 0 else whole


def normal(name):
    """Return the normal form of a plain ASCII name."""
    upper = re.sub(r"[^A-Z0-9 ]", "", name.upper().replace("&", "AND"))
    return re.sub(WORDS, "", upper).replace(" ", "") or name.upper().strip()


def tidy(postcode):
    """Return a postcode as it is looked up."""
    text = postcode.upper().replace(" ", "")
    if len(text) >= 5 and text[-3] == "O":
        return text[:-3] + "0" + text[-2:]
    if len(text) >= 5 and text[-3] == "I":
        return text[:-3] + "1" + text[-2:]
    return text


class _Slow:
    def __init__(self, config, lines, suppliers, survey, postcodes):
        self.config = config
        self.suppliers = suppliers
        self.survey = survey
        self.postcodes = postcodes
        self.areas = {area["code"]: area["lad_codes"] for area in config["areas"]}
        self.lines = [dict(line) for line in lines]
        for at, line in enumerate(self.lines):
            self.complete(at, line)
        self.scope = [line for line in self.lines if line["disposition"] == "in_scope"]

    def complete(self, at, line):
        supplier = self.find(line["supplier"])
        line["known_by"] = supplier["supplier_id"] if supplier else normal(line["supplier"])
        line["size"] = (supplier and supplier["size"]) or "unknown"
        line["kind"] = supplier["kind"] if supplier else "private"
        line["is_listed"] = bool(supplier)
        for basis in ("registered", "delivery"):
            line[basis], line[basis + "_row"] = self.place(line, supplier, basis)
        line["disposition"] = self.disposition(at, line)

    def find(self, name):
        for supplier in self.suppliers:
            names = [supplier["canonical_name"], *supplier["aliases"].split("|")]
            if normal(name) in [normal(each) for each in names if each]:
                return supplier
        return None

    def place(self, line, supplier, basis):
        if supplier and supplier["country"] not in ("", "GB"):
            return "outside", None
        postcode = (supplier and supplier[f"{basis}_postcode"]) or line["postcode"]
        for row in self.postcodes:
            if postcode and tidy(row["pcds"]) == tidy(postcode):
                return row["lad25cd"] or None, row
        return None, None

    def disposition(self, at, line):
        for reason in self.config["exclusion_order"]:
            if self.holds(reason, at, line):
                return reason
        return "in_scope"

    def holds(self, reason, at, line):
        for entry in self.config["exclude_categories"]:
            if entry["reason"] == reason and line["category"] in entry["categories"]:
                return True
        period = self.config["period"]
        if reason == "out_of_period":
            return not period["start"] <= line["date"].isoformat() <= period["end"]
        if reason == "duplicate":
            key = self.config["duplicate_key"]
            return self.config["duplicate_policy"] == "exclude_confirmed" and any(
                all(line[field] == other[field] for field in key) for other in self.lines[:at]
            )
        if reason == "redacted":
            markers = self.config["redaction_markers"]
            return any(marker.lower() in line["supplier"].lower() for marker in markers)
        return line["kind"] == {"inter_anchor": "anchor"}.get(reason, reason)

    def total(self, *keep):
        return sum(line["amount"] for line in self.scope if all(test(line) for test in keep))

    def inside(self, area, basis="registered"):
        return lambda line: line[basis] in self.areas[area]

    def band(self, place):
        if place is None:
            return "unknown"
        for area in self.config["nested_areas"]:
            if place in self.areas[area]:
                return area
        return "outside"

    def bands(self, basis, *keep):
        whole = self.total(*keep)
        found = []
        for band in [*self.config["nested_areas"], "outside", "unknown"]:
            value = self.total(lambda line, b=band: self.band(line[basis]) == b, *keep)
            found.append({"band": band, "value": money(value), "pct": pct(value, whole)})
        return found

    def area_rows(self, *keep):
        whole = self.total(*keep)
        found = []
        for area in self.areas:
            value = self.total(self.inside(area), *keep)
            found.append({"area": area, "value": money(value), "pct": pct(value, whole)})
        return found

    def result(self, total_rows):
        whole = self.total()
        every = sum(line["amount"] for line in self.lines)
        located = self.total(lambda line: line["registered"] is not None)
        floor = Fraction(self.config["minimum_located_pct"])
        return {
            "format": "local-spend-result/1.0",
            "study": self.config["title"],
            "lines": {
                "read": len(self.lines),
                "in_scope": len(self.scope),
                "excluded": len(self.lines) - len(self.scope),
                "total_rows_skipped": total_rows,
            },
            "money": {
                "all_lines": money(every),
                "in_scope": money(whole),
                "excluded": money(every - whole),
            },
            "exclusions": [self.exclusion(reason) for reason in self.config["exclusion_order"]],
            "location_coverage": {
                "located": money(located),
                "pct": pct(located, whole),
                "provisional": whole == 0 or Fraction(located * 100, whole) < floor,
            },
            "pooled": [self.pooled("registered"), self.pooled("delivery")],
            "anchors": [self.anchor(anchor["code"]) for anchor in self.config["anchors"]],
            "top_suppliers": self.top(),
            "negative_totals": self.ranked(below_nought=True),
            "size": self.size(),
            "vcse": self.vcse(),
            "deprivation": self.deprivation(),
            "leakage": self.leakage(),
            "influenceable": self.influenceable(),
            **self.survey_and_multiplier(),
        }

    def exclusion(self, reason):
        found = [line["amount"] for line in self.lines if line["disposition"] == reason]
        return {"reason": reason, "lines": len(found), "value": money(sum(found))}

    def pooled(self, basis):
        whole = self.total()
        located = self.total(lambda line: line[basis] is not None)
        areas = []
        for area in self.areas:
            value = self.total(self.inside(area, basis))
            parts = []
            for anchor in self.config["anchors"]:

                def of_anchor(line, code=anchor["code"]):
                    return line["anchor"] == code

                if self.total(of_anchor):
                    part = self.total(of_anchor, self.inside(area, basis))
                    parts.append(Fraction(part * 100, self.total(of_anchor)))
            areas.append(
                {
                    "area": area,
                    "value": money(value),
                    "pct": pct(value, whole),
                    "pct_of_located": pct(value, located),
                    "mean_of_anchors_pct": _rounded(sum(parts) / len(parts), 3) if parts else None,
                }
            )
        return {"basis": f"{basis}_address", "areas": areas, "bands": self.bands(basis)}

    def anchor(self, code):
        def keep(line):
            return line["anchor"] == code

        return {
            "anchor": code,
            "in_scope": money(self.total(keep)),
            "areas": self.area_rows(keep),
            "bands": self.bands("registered", keep),
        }

    def ranked(self, *, below_nought=False):
        names = {line["known_by"] for line in self.scope}
        totals = [(self.total(lambda line, n=name: line["known_by"] == n), name) for name in names]
        if below_nought:
            totals = [(pence, name) for pence, name in totals if pence < 0]
        totals.sort(key=lambda each: (-each[0], each[1]))
        return [{"supplier": name, "value": money(pence)} for pence, name in totals]

    def top(self):
        ranked = self.ranked()[: self.config["top_n"]]
        names = [row["supplier"] for row in ranked]

        def keep(line):
            return line["known_by"] in names

        return {
            "n": self.config["top_n"],
            "suppliers": ranked,
            "value": money(self.total(keep)),
            "pct_of_in_scope": pct(self.total(keep), self.total()),
            "areas": self.area_rows(keep),
        }

    def size(self):
        unknown = self.total(lambda line: line["size"] == "unknown")
        sme = self.total(lambda line: line["size"] in self.config["sme_sizes"])
        return {
            "sme": money(sme),
            "large": money(self.total() - sme - unknown),
            "unknown": money(unknown),
            "sme_pct": pct(sme, self.total()),
            "sme_pct_of_known": pct(sme, self.total() - unknown),
        }

    def vcse(self):
        value = self.total(lambda line: line["kind"] == "vcse")
        return {"value": money(value), "pct": pct(value, self.total())}

    def deprivation(self):
        upto = self.config["deprivation"]["decile_up_to"]

        def english(line):
            return (line["registered"] or "").startswith("E")

        indices = []
        for index in self.config["deprivation"]["indices"]:

            def deprived(line, column=index["column"]):
                row = line["registered_row"]
                return english(line) and row[column] != "" and int(row[column]) <= upto

            value = self.total(deprived)
            indices.append(
                {
                    "index": index["code"],
                    "value": money(value),
                    "pct_of_in_scope": pct(value, self.total()),
                    "pct_of_england_located": pct(value, self.total(english)),
                    "areas": [
                        {
                            "area": area,
                            "value": money(self.total(deprived, self.inside(area))),
                            "pct_of_area_spend": pct(
                                self.total(deprived, self.inside(area)),
                                self.total(self.inside(area)),
                            ),
                        }
                        for area in self.areas
                    ],
                }
            )
        return {
            "decile_up_to": upto,
            "england_located": money(self.total(english)),
            "indices": indices,
        }

    def leaks(self, line):
        area = self.config["leakage_area"]
        return line["registered"] is not None and line["registered"] not in self.areas[area]

    def fixed(self):
        return [entry["category"] for entry in self.config["not_influenceable"]]

    def leakage(self):
        rows = []
        for category in sorted({line["category"] for line in self.scope}):

            def of_category(line, wanted=category):
                return line["category"] == wanted

            leak = self.total(of_category, self.leaks)
            if leak:
                whole = self.total(of_category)
                row = {
                    "category": category,
                    "total": money(whole),
                    "leak": money(leak),
                    "leak_pct": pct(leak, whole),
                    "influenceable": category not in self.fixed(),
                }
                rows.append((-leak, row))
        rows.sort(key=lambda each: each[0])
        return {
            "area": self.config["leakage_area"],
            "value": money(self.total(self.leaks)),
            "pct": pct(self.total(self.leaks), self.total()),
            "categories": [row for _, row in rows],
        }

    def influenceable(self):
        def keep(line):
            return line["category"] not in self.fixed()

        return {
            "spend": money(self.total(keep)),
            "leak": money(self.total(keep, self.leaks)),
            "areas": self.area_rows(keep),
        }

    def survey_and_multiplier(self):
        area = self.config["multiplier_area"]
        local = self.inside(area)
        round_1, round_2 = self.total(), self.total(local)
        count, base, respent = 0, 0, Fraction(0)
        for row in self.survey:

            def of_supplier(line, code=row["supplier_id"]):
                return line["known_by"] == code

            lies_there = any(of_supplier(line) and local(line) for line in self.scope)
            if row["area"] == area and lies_there:
                spend = self.total(of_supplier, local)
                count += 1
                base += spend
                respent += Fraction(row["respend_share"]) * spend
        mean = respent / base if base else None
        if round_2 == base:
            imputed = respent
        else:
            imputed = None if mean is None else respent + (round_2 - base) * mean

        def score(round_3):
            if round_1 == 0 or round_3 is None:
                return None
            return _rounded((round_1 + round_2 + round_3) / Fraction(round_1), 4)

        return {
            "respend_survey": {
                "area": area,
                "respondents": count,
                "base": money(base),
                "respent": money(respent),
                "weighted_mean": None if mean is None else _rounded(mean, 6),
                "coverage_pct": pct(base, round_2),
            },
            "multiplier": {
                "method": "lm3",
                "area": area,
                "round_1": money(round_1),
                "round_2": money(round_2),
                "round_3_imputed": None if imputed is None else money(imputed),
                "imputed": score(imputed),
                "round_3_respondents_only": money(respent),
                "respondents_only": score(respent),
            },
        }

    def kept(self, *keep, lines=None):
        found = [
            line
            for line in (self.scope if lines is None else lines)
            if all(test(line) for test in keep)
        ]
        return {"lines": len(found), "pence": str(_half_up(sum(x["amount"] for x in found)))}

    def kept_bands(self, *keep, basis="registered"):
        bands = [*self.config["nested_areas"], "outside", "unknown"]
        return {
            band: self.kept(lambda line, b=band: self.band(line[basis]) == b, *keep)
            for band in bands
        }

    def groups(self, key):
        found = []
        for value in {key(line) for line in self.scope}:

            def there(line, wanted=value):
                return key(line) == wanted

            found.append(
                {
                    "key": value,
                    "total": self.kept(there),
                    "bands": self.kept_bands(there),
                    "leak": self.kept(there, self.leaks),
                    "exact": self.total(there),
                }
            )
        found.sort(key=lambda group: (-group["exact"], group["key"]))
        return [{name: group[name] for name in group if name != "exact"} for group in found]

    def excluded(self, reason):
        return self.kept(lambda line: line["disposition"] == reason, lines=self.lines)

    def figures(self):
        return {
            "total": self.kept(),
            "all_lines": self.kept(lines=self.lines),
            "bands": self.kept_bands(),
            "bands_delivery": self.kept_bands(basis="delivery"),
            "area_totals": {
                area: {
                    "registered": self.kept(self.inside(area)),
                    "delivery": self.kept(self.inside(area, "delivery")),
                }
                for area in self.areas
            },
            "exclusions": [
                {"reason": reason, **self.excluded(reason)}
                for reason in self.config["exclusion_order"]
            ],
            "outside_period": self.excluded("out_of_period"),
            "grants": self.excluded("grant"),
            "inter_anchor": self.excluded("inter_anchor"),
            "public_bodies": self.excluded("public_body"),
            "anchors": [self.figures_of_anchor(each["code"]) for each in self.config["anchors"]],
            "categories": self.groups(lambda line: line["category"]),
            "flows": self.flows(),
            "suppliers": self.groups(lambda line: line["known_by"]),
            "sizes": self.groups(lambda line: line["size"]),
            "kinds": self.groups(lambda line: line["kind"]),
            "supplier_count": len({line["known_by"] for line in self.scope}),
            "months": self.months(),
            "authorities": self.authorities(),
            "vcse": self.kept(lambda line: line["kind"] == "vcse"),
            "kind_unknown": self.kept(lambda line: not line["is_listed"]),
            "sme": self.kept(lambda line: line["size"] in self.config["sme_sizes"]),
            "size_unknown": self.kept(lambda line: line["size"] == "unknown"),
            "deprivation": list(map(self.by_decile, self.config["deprivation"]["indices"])),
            "concentration": self.concentration(),
            "leakage": {
                "area": self.config["leakage_area"],
                "pence": self.kept(self.leaks)["pence"],
                "influenceable_pence": self.kept(self.leaks, self.in_reach)["pence"],
                "influenceable_spend_pence": self.kept(self.in_reach)["pence"],
            },
        }

    def flows(self):
        found = []
        for anchor in self.config["anchors"]:
            for category in self.groups(lambda line: line["category"]):
                there = [
                    line
                    for line in self.scope
                    if (line["anchor"], line["category"]) == (anchor["code"], category["key"])
                ]
                if there:
                    bands = {
                        band: self.kept(
                            lines=[line for line in there if self.band(line["registered"]) == band]
                        )
                        for band in [*self.config["nested_areas"], "outside", "unknown"]
                    }
                    flow = {"anchor": anchor["code"], "category": category["key"], "bands": bands}
                    found.append(flow)
        return found

    def in_reach(self, line):
        return line["category"] not in self.fixed()

    def figures_of_anchor(self, code):
        def own(line):
            return line["anchor"] == code

        return {
            "code": code,
            "total": self.kept(own),
            "bands": self.kept_bands(own),
            "areas": {area: self.kept(own, self.inside(area)) for area in self.areas},
            "excluded": self.kept(
                own, lambda line: line["disposition"] != "in_scope", lines=self.lines
            ),
        }

    def months(self):
        period = self.config["period"]
        dated = [
            line
            for line in self.scope
            if period["start"] <= line["date"].isoformat() <= period["end"]
        ]
        found = []
        for month in sorted({line["date"].isoformat()[:7] for line in dated}):
            there = [line for line in dated if line["date"].isoformat().startswith(month)]
            bands = {}
            for band in [*self.config["nested_areas"], "outside", "unknown"]:
                inside = [line for line in there if self.band(line["registered"]) == band]
                bands[band] = self.kept(lines=inside)
            found.append({"month": month, "total": self.kept(lines=there), "bands": bands})
        return found

    def authorities(self):
        places = {line["registered"] for line in self.scope} - {None, "outside"}
        return {
            place: self.kept(lambda line, p=place: line["registered"] == p)["pence"]
            for place in sorted(places)
        }

    def by_decile(self, index):
        def english(line):
            return (line["registered"] or "").startswith("E")

        def decile(line):
            return line["registered_row"][index["column"]]

        return {
            "index": index["code"],
            "base": self.kept(english),
            "deciles": [
                {"decile": n, **self.kept(english, lambda line, n=n: decile(line) == str(n))}
                for n in range(1, 11)
            ],
            "unknown": self.kept(english, lambda line: decile(line) == ""),
        }

    def concentration(self):
        names = {line["known_by"] for line in self.scope}
        totals = [self.total(lambda line, n=name: line["known_by"] == n) for name in names]
        totals.sort(reverse=True)
        whole, needed = sum(totals), 0
        while whole > 0 and sum(totals[:needed]) * 10 < whole * 8:
            needed += 1
        squares = sum(Fraction(each) ** 2 for each in totals)
        return {
            "top": [
                {"n": n, "pence": str(_half_up(sum(totals[:n])))}
                for n in (1, 5, 10, 20, 50, 100, 300)
            ],
            "hhi": _rounded(squares / Fraction(whole) ** 2, 4) if whole else None,
            "suppliers_for_80_pct": needed if whole > 0 else len(totals),
        }
