"""A second, slow and obvious working out of a result, for comparing with the real one.

It takes the JSON of a valid bundle and shares no code with the sums: averages come from the
standard library, ranks from counting who is better, roots from halving an interval.
"""

import statistics
from fractions import Fraction as F

RANKING = {
    "PQP": ("price_per_quality_point", "lowest"),
    "WEIGHTED_VFM": ("value_index", "highest"),
    "QUALITY_TO_PRICE": ("adjusted_price", "lowest"),
    "LOWEST_ABOVE_THRESHOLD": ("price", "lowest"),
    "FIXED_PRICE": ("quality", "highest"),
}


def result_of(bundle):
    """Return the result of a valid bundle without its fingerprint and free text."""
    worked = {lot["code"]: Lot(bundle, lot) for lot in bundle["lots"]}
    preferred = award(bundle, worked)
    lots = [worked[lot["code"]].document(*preferred[lot["code"]]) for lot in bundle["lots"]]
    settled = all(lot["status"] in ("ranked", "no_admissible_bids") for lot in lots)
    return {
        "format": "sv-evaluation-result/1.0",
        "tender": bundle["tender"]["reference"],
        "status": "complete" if settled else "incomplete",
        "lots": lots,
        "errors": [],
    }


def shown(value, places):
    """Return a number or the text of nothing, rounded half away from nought."""
    if value is None:
        return None
    steps = int(abs(value) * 10**places + F(1, 2))
    digits = str(steps).zfill(places + 1)
    text = digits if places == 0 else f"{digits[:-places]}.{digits[-places:]}"
    return f"-{text}" if value < 0 and steps else text


def short(value):
    """Return a number to ten places, without trailing noughts."""
    if value is None:
        return None
    text = shown(value, 10)
    while text.endswith("0"):
        text = text[:-1]
    return text.rstrip(".")


def root(square, places):
    """Return the root of a square, rounded half up, by halving the interval it lies in."""
    target = square * 100**places
    low, high = 0, int(target) + 2
    while high - low > 1:
        middle = (low + high) // 2
        if (middle - F(1, 2)) ** 2 <= target:
            low = middle
        else:
            high = middle
    return F(low, 10**places)


class Lot:
    """One lot of a bundle, worked out."""

    def __init__(self, bundle, lot):
        self.bundle, self.lot = bundle, lot
        self.method = bundle["methodology"]
        self.places = self.method["rounding"]["places"]
        self.weights = lot.get("section_weights") or self.method["section_weights"]
        self.formula = lot["price"]["formula"]
        self.parameters = lot["price"].get("parameters") or {}
        self.questions = [
            criterion
            for criterion in self.method["criteria"]
            if "lots" not in criterion or lot["code"] in criterion["lots"]
        ]
        self.bids = [bid for bid in bundle["bids"] if bid["lot"] == lot["code"]]
        self.in_play = [bid for bid in self.bids if not self.reasons_out(bid)]
        self.prices = {bid["code"]: F(bid["price"]) for bid in self.in_play}
        self.cause = self.why_not() if self.in_play else None
        self.ranks = {bid["code"]: self.rank(bid) for bid in self.in_play if not self.cause}

    # marks

    def points(self, bid, criterion):
        """Return the agreed points as they stand, or None."""
        for score in bid.get("scores", []):
            if score["criterion"] == criterion["code"]:
                return (score.get("consensus") or {}).get("points")
        return None

    def share(self, bid, criterion):
        """Return the share of a criterion's marks that a bid has."""
        scale = next(s for s in self.method["scales"] if s["code"] == criterion["scale"])
        return F(self.points(bid, criterion)) / max(F(each["points"]) for each in scale["levels"])

    def marks(self, bid, criterion):
        """Return the weighted score of a criterion."""
        section = F(self.weights[criterion["section"]])
        return section * F(criterion["weight"]) / 100 * self.share(bid, criterion)

    def of(self, section):
        """Return the criteria of a section."""
        return [criterion for criterion in self.questions if criterion["section"] == section]

    def is_scored(self, bid, section):
        """Say whether a section has criteria and all of them are scored."""
        asked = self.of(section)
        return bool(asked) and all(self.points(bid, each) is not None for each in asked)

    def section_score(self, bid, section):
        """Return the weighted score of a section."""
        return sum((self.marks(bid, each) for each in self.of(section)), F(0))

    def percent(self, bid, section):
        """Return the percent of the marks of a section."""
        return sum(F(each["weight"]) * self.share(bid, each) for each in self.of(section))

    def quality(self, bid):
        """Return Q."""
        return self.section_score(bid, "quality") + self.section_score(bid, "social_value")

    # who is out

    def found(self, bid):
        """Return every miss and decision, each with whether it puts the bid out."""
        found = [
            (True, {"rule": decision["rule"]})
            for decision in self.bundle["disqualifications"]
            if decision["bid"] == bid["code"]
        ]
        for criterion in self.questions:
            mark, points = criterion.get("pass_mark"), self.points(bid, criterion)
            if mark and points is not None and F(points) < F(mark["points"]):
                miss = {"criterion": criterion["code"], "achieved": points}
                miss["pass_mark"] = mark["points"]
                found.append((mark["disqualifies"], {"rule": "criterion_pass_mark", **miss}))
        for section in ("quality", "social_value"):
            for mark in self.method.get("section_pass_marks", []):
                if mark["section"] != section or not self.is_scored(bid, section):
                    continue
                percent = self.percent(bid, section)
                if percent < F(mark["percent"]):
                    miss = {"section": section, "achieved": shown(percent, 2)}
                    miss["pass_mark"] = mark["percent"]
                    found.append((mark["disqualifies"], {"rule": "section_pass_mark", **miss}))
        return found + self.below_minimum(bid)

    def below_minimum(self, bid):
        """Return the miss of the minimum quality, if there is one."""
        if self.formula != "LOWEST_ABOVE_THRESHOLD":
            return []
        if any(self.points(bid, each) is None for each in self.questions):
            return []
        minimum = self.parameters["minimum_quality"]
        if self.quality(bid) >= F(minimum):
            return []
        achieved = shown(self.quality(bid), 2)
        return [(True, {"rule": "minimum_quality", "achieved": achieved, "pass_mark": minimum})]

    def reasons_out(self, bid):
        """Return the rules that put a bid out."""
        return [each for is_out, each in self.found(bid) if is_out]

    # prices and measures

    def why_not(self):
        """Return why the formula has no answer, or None."""
        prices = list(self.prices.values())
        quality = [self.quality(bid) for bid in self.in_play]
        if self.formula in ("REL_LOWEST", "REL_LINEAR") and min(prices) == 0:
            return "lowest_price_zero"
        if self.formula == "SPREAD" and self.parameters.get("when_undefined") != "full_score":
            if len(prices) == 1:
                return "single_bid"
            return "equal_prices" if len(set(prices)) == 1 else None
        if self.formula == "MEAN" and statistics.mean(prices) == 0:
            return "average_price_zero"
        if self.formula == "MEDIAN" and statistics.median(prices) == 0:
            return "average_price_zero"
        if self.formula == "PQP" and 0 in quality:
            return "zero_quality"
        if self.formula in ("PQP", "WEIGHTED_VFM") and 0 in prices:
            return "zero_price"
        if self.formula == "FIXED_PRICE" and set(prices) != {F(self.parameters["price"])}:
            return "price_not_fixed_price"
        return None

    def price_score(self, bid):
        """Return the price score, or None under a formula that gives none."""
        if self.formula in RANKING:
            return None
        price, prices = F(bid["price"]), list(self.prices.values())
        low, high = min(prices), max(prices)
        if self.formula == "REL_LOWEST":
            share = low / price
        elif self.formula == "REL_LINEAR":
            share = 2 - price / low
        elif self.formula == "SPREAD":
            share = (high - price) / (high - low) if high > low else F(1)
        elif self.formula == "BENCHMARK":
            floor, ceiling = F(self.parameters["floor"]), F(self.parameters["ceiling"])
            share = (price - ceiling) / (floor - ceiling)
        else:
            average = statistics.mean if self.formula == "MEAN" else statistics.median
            share = 1 - price / (2 * average(prices))
        return F(self.weights["price"]) * (0 if share < 0 else 1 if share > 1 else share)

    def compared(self, bid):
        """Return the number that ranks a bid, the higher the better; a root by its square."""
        price, quality = F(bid["price"]), self.quality(bid)
        if self.formula not in RANKING:
            return quality + self.price_score(bid)
        if self.formula == "PQP":
            return -price / quality
        if self.formula == "WEIGHTED_VFM":
            power = F(self.parameters["exponent"]) * 2
            return quality**power / (price / 1000000) ** 2
        if self.formula == "QUALITY_TO_PRICE":
            return self.worth(bid) - price
        return quality if self.formula == "FIXED_PRICE" else -price

    def worth(self, bid):
        """Return the published pounds of the levels that a bid reached."""
        return sum(
            F(value["value"])
            for value in self.parameters["values"]
            for criterion in self.questions
            if value["criterion"] == criterion["code"]
            and F(value["points"]) == F(self.points(bid, criterion))
        )

    def measure(self, bid, places):
        """Return the total or measure as near as that many places need."""
        compared = self.compared(bid)
        if self.formula == "WEIGHTED_VFM":
            return root(compared, places)
        lowest_is_best = self.formula in RANKING and RANKING[self.formula][1] == "lowest"
        return -compared if lowest_is_best else compared

    # ranks

    def tie_key(self, entry, bid, group):
        """Return what a tie-break compares, or None where it does not apply to the group."""
        if entry in ("quality", "social_value"):
            return self.section_score(bid, entry)
        if entry == "price":
            return -F(bid["price"])
        if entry == "drawn_lot":
            orders = [d["order"] for d in self.bundle["draws"] if d["lot"] == self.lot["code"]]
            recorded = orders[0] if orders else []
            is_drawn = {each["code"] for each in group} <= set(recorded)
            return -recorded.index(bid["code"]) if is_drawn else None
        code = entry.split(":")[1]
        asked = [criterion for criterion in self.questions if criterion["code"] == code]
        return self.marks(bid, asked[0]) if asked else None

    def tied(self, bid):
        """Return the bids with exactly the same total or measure, this one with them."""
        return [each for each in self.in_play if self.compared(each) == self.compared(bid)]

    def walk(self, bid):
        """Return the tie-breaks used for a bid, how many they put before it, and who is left."""
        group, before, used = self.tied(bid), 0, []
        for entry in self.method["tie_break"]:
            if len(group) == 1:
                break
            if any(self.tie_key(entry, each, group) is None for each in group):
                continue
            used.append(entry)
            own = self.tie_key(entry, bid, group)
            before += sum(self.tie_key(entry, each, group) > own for each in group)
            group = [each for each in group if self.tie_key(entry, each, group) == own]
        return used, before, group

    def rank(self, bid):
        """Return the rank: one more than the number of bids that are better."""
        better = sum(self.compared(each) > self.compared(bid) for each in self.in_play)
        return 1 + better + self.walk(bid)[1]

    # the result

    def status(self):
        """Return the status of the lot."""
        if not self.in_play:
            return "no_admissible_bids"
        if self.cause:
            return "refused"
        return "ranked" if len(set(self.ranks.values())) == len(self.ranks) else "draw_needed"

    def document(self, preferred, passed_over):
        """Return the lot as the result gives it."""
        index = {bid["code"]: at for at, bid in enumerate(self.bids)}
        ordered = sorted(
            self.in_play, key=lambda bid: (self.ranks.get(bid["code"], 0), index[bid["code"]])
        )
        out = [bid for bid in self.bids if bid not in self.in_play]
        return {
            "lot": self.lot["code"],
            "status": self.status(),
            "formula": self.formula,
            "section_weights": {
                name: self.weights[name] for name in ("quality", "price", "social_value")
            },
            "price_statistics": self.price_statistics(),
            "bids": [
                self.bid_document(bid) for bid in ordered + sorted(out, key=lambda bid: bid["code"])
            ],
            "preferred_bid": preferred,
            "passed_over": [{"bid": code} for code in passed_over],
            "errors": self.errors(),
        }

    def errors(self):
        """Return the errors of the lot."""
        if not self.cause:
            return []
        if self.cause == "price_not_fixed_price":
            return [{"code": self.cause, "at": self.lot["code"]}]
        error = {"code": "formula_undefined", "at": self.lot["code"]}
        return [error | {"formula": self.formula, "cause": self.cause}]

    def price_statistics(self):
        """Return the statistics of the prices in play."""
        prices = list(self.prices.values())
        if not prices:
            return None
        return {
            "bids_compared": len(prices),
            "lowest": shown(min(prices), self.places),
            "highest": shown(max(prices), self.places),
            "mean": shown(statistics.mean(prices), self.places),
            "median": shown(statistics.median(prices), self.places),
        }

    def bid_document(self, bid):
        """Return a bid as the result gives it."""
        ranked = bid["code"] in self.ranks
        found = self.found(bid)
        score = self.price_score(bid) if ranked else None
        total = None
        if ranked:
            total = self.quality(bid) + (score or 0)
        missed = [dict(each) for is_out, each in found if not is_out]
        for each in missed:
            del each["rule"]
        return {
            "bid": bid["code"],
            "bidder": bid["bidder"],
            "price": bid["price"],
            "criteria": self.criteria_document(bid),
            "sections": self.sections_document(bid),
            "price_score": shown(score, self.places),
            "price_score_unrounded": short(score),
            "total": shown(total, self.places),
            "total_unrounded": short(total),
            "ranking": self.ranking_document(bid) if ranked else None,
            "rank": self.ranks.get(bid["code"]),
            "tied_with": [each["code"] for each in self.tied(bid) if each is not bid]
            if ranked
            else [],
            "tie_breaks_used": self.walk(bid)[0] if ranked else [],
            "pass_marks_missed": missed,
            "disqualifications": [each for is_out, each in found if is_out],
            "abnormally_low": self.low_document(bid),
        }

    def criteria_document(self, bid):
        """Return the criteria that are scored."""
        return [
            {
                "criterion": criterion["code"],
                "points": self.points(bid, criterion),
                "weighted_score": shown(self.marks(bid, criterion), self.places),
                "weighted_score_unrounded": short(self.marks(bid, criterion)),
            }
            for criterion in self.questions
            if self.points(bid, criterion) is not None
        ]

    def sections_document(self, bid):
        """Return the sections that are scored."""
        return [
            {
                "section": section,
                "weight": self.weights[section],
                "percent": shown(self.percent(bid, section), self.places),
                "weighted_score": shown(self.section_score(bid, section), self.places),
                "weighted_score_unrounded": short(self.section_score(bid, section)),
            }
            for section in ("quality", "social_value")
            if self.is_scored(bid, section)
        ]

    def ranking_document(self, bid):
        """Return the measure of a bid."""
        measure, best = RANKING.get(self.formula, ("total", "highest"))
        return {
            "measure": measure,
            "value": shown(self.measure(bid, self.places), self.places),
            "unrounded": short(self.measure(bid, 10)),
            "best": best,
        }

    def low_document(self, bid):
        """Return the tests for a low price."""
        if bid not in self.in_play or self.formula == "FIXED_PRICE":
            return None
        price = F(bid["price"])
        others = [each for code, each in self.prices.items() if code != bid["code"]]
        tests = []
        for reference in self.method["abnormally_low"]["references"]:
            if reference == "mean_of_others" and others:
                amount = statistics.mean(others)
            elif reference == "should_cost" and self.lot.get("should_cost") is not None:
                amount = F(self.lot["should_cost"])
            else:
                continue
            threshold = amount - amount * F(self.method["abnormally_low"]["percent_below"]) / 100
            below = 100 - price * 100 / amount if amount else None
            tests.append(
                {
                    "reference": reference,
                    "amount": shown(amount, self.places),
                    "threshold": shown(threshold, self.places),
                    "percent_below": shown(below, self.places),
                    "flag": price < threshold,
                }
            )
        return {"flag": any(test["flag"] for test in tests), "tests": tests}


def award(bundle, worked):
    """Return the preferred bid, and the bids passed over, of each lot."""
    limits = bundle["methodology"].get("lot_limits")
    order = limits["award_order"] if limits else [lot["code"] for lot in bundle["lots"]]
    most = limits["maximum_lots_awarded_per_supplier"] if limits else len(order)
    winners, awarded = [], {}
    for code in order:
        ranks = worked[code].ranks
        bids = sorted(
            (bid for bid in worked[code].bids if bid["code"] in ranks),
            key=lambda bid: ranks[bid["code"]],
        )
        free = [bid for bid in bids if winners.count(bid["bidder"]) < most]
        top = [bid for bid in free if ranks[bid["code"]] == ranks[free[0]["code"]]]
        passed = [
            bid["code"]
            for bid in bids
            if bid not in free and (not top or ranks[bid["code"]] <= ranks[top[0]["code"]])
        ]
        awarded[code] = (top[0]["code"] if len(top) == 1 else None, passed)
        if len(top) == 1:
            winners.append(top[0]["bidder"])
    return awarded
