"""Made-up notices, each as one of the publishers of the UK writes them."""

import copy
from decimal import Decimal
from typing import Any

FIND_A_TENDER: dict[str, Any] = {
    "ocid": "ocds-h6vhtk-0aaaaa",
    "id": "000001-2026",
    "date": "2026-09-01T10:25:08+01:00",
    "tag": ["tender"],
    "initiationType": "tender",
    "language": "en",
    "buyer": {"id": "GB-PPON-AAAA-1111-BBBB", "name": "Guild City Council"},
    "parties": [
        {
            "id": "GB-PPON-AAAA-1111-BBBB",
            "name": "Guild City Council",
            "identifier": {"scheme": "GB-PPON", "id": "AAAA-1111-BBBB"},
            "additionalIdentifiers": [{"scheme": "GB-LAE", "id": "GLD"}],
            "address": {"country": "GB", "region": "UKD45", "postalCode": "PR1 1AA"},
            "roles": ["buyer"],
            "details": {
                "classifications": [
                    {"scheme": "UK_CA_TYPE", "id": "publicAuthoritySubCentralGovernment"}
                ]
            },
        }
    ],
    "tender": {
        "id": "ocds-h6vhtk-0aaaaa",
        "legalBasis": {"scheme": "UKPGA", "id": "2023/54"},
        "title": "Community meals",
        "description": "Hot meals at home, every day of the year.",
        "status": "active",
        "aboveThreshold": True,
        "mainProcurementCategory": "services",
        "classification": {"scheme": "CPV", "id": "55521100"},
        "items": [
            {
                "id": "1",
                "additionalClassifications": [{"scheme": "CPV", "id": "55520000"}],
                "deliveryAddresses": [{"region": "UKD45"}],
                "relatedLot": "LOT-0001",
            }
        ],
        "value": {"amount": 1000000, "amountGross": 1200000, "currency": "GBP"},
        "procurementMethod": "open",
        "procurementMethodDetails": "Open procedure",
        "tenderPeriod": {"endDate": "2026-10-15T12:00:00+01:00"},
        "lotDetails": {"maximumLotsAwardedPerSupplier": 1},
        "documents": [{"id": "1", "documentType": "tenderNotice", "noticeType": "UK4"}],
        "lots": [
            {
                "id": "LOT-0001",
                "title": "North",
                "description": "North of the river",
                "status": "active",
                "value": {"amount": 600000, "amountGross": 720000, "currency": "GBP"},
                "awardCriteria": {
                    "criteria": [
                        {
                            "type": "quality",
                            "name": "How meals are made",
                            "numbers": [{"number": 35, "weight": "percentageExact"}],
                        },
                        {
                            "type": "quality",
                            "name": "Social value",
                            "numbers": [{"number": Decimal("0.15"), "weight": "decimalExact"}],
                        },
                        {
                            "type": "price",
                            "name": "Price of a meal",
                            "numbers": [{"number": 50, "weight": "percentageExact"}],
                        },
                    ]
                },
            },
            {"id": "LOT-0002", "title": "South", "status": "active"},
        ],
    },
}
"""A tender notice of the Procurement Act 2023."""

CONTRACTS_FINDER: dict[str, Any] = {
    "ocid": "ocds-b5fd17-00000000-0000-0000-0000-000000000001",
    "id": "n-1",
    "language": "en",
    "date": "2025-01-23T15:13:39Z",
    "tag": ["tender"],
    "initiationType": "tender",
    "buyer": {"id": "GB-CFS-1", "name": "Ribble Homes Limited"},
    "parties": [
        {
            "id": "GB-CFS-1",
            "name": "Ribble Homes Limited",
            "address": {"postalCode": "PR1 1AA", "countryName": "United Kingdom"},
            "roles": ["buyer"],
        }
    ],
    "tender": {
        "id": "RH-14",
        "title": "Window replacement",
        "description": "New windows.",
        "datePublished": "2025-01-20T09:00:00Z",
        "status": "active",
        "classification": {"scheme": "CPV", "id": "45421100"},
        "items": [{"id": "1", "deliveryAddresses": [{"region": "North West"}]}],
        "value": {"amount": 100000, "currency": "GBP"},
        "procurementMethodDetails": "Open procedure (below threshold)",
        "tenderPeriod": {"endDate": "2025-02-21T12:00:00Z"},
        "mainProcurementCategory": "works",
    },
}
"""An opportunity as Contracts Finder publishes it."""

SCOTLAND: dict[str, Any] = {
    "ocid": "ocds-r6ebe6-0000000001",
    "date": "2019-04-24T00:00:00Z",
    "tag": ["tender"],
    "parties": [
        {
            "id": "org-16",
            "name": "Tayside Homes Association",
            "address": {"region": "UKM71"},
            "roles": ["buyer", "reviewBody"],
            "details": {
                "classifications": [{"scheme": "TED_CA_TYPE", "id": "Housing Association"}]
            },
        }
    ],
    "buyer": {"id": "org-16", "name": "Tayside Homes Association"},
    "tender": {
        "id": "TH/04/19",
        "title": "Gas servicing",
        "status": "active",
        "mainProcurementCategory": "services",
        "value": {"amount": 1250000, "currency": "GBP"},
        "legalBasis": {"id": "32014L0024", "scheme": "CELEX"},
        "tenderPeriod": {"endDate": "2019-05-31T12:00:00Z"},
        "classification": {"id": "50720000", "scheme": "CPV"},
        "lots": [
            {
                "id": "1",
                "status": "active",
                "awardCriteria": {
                    "criteria": [
                        {"type": "quality", "name": "Method", "description": "70"},
                        {"type": "price", "description": "30"},
                    ]
                },
            }
        ],
    },
}
"""A contract notice under the European directive, as Public Contracts Scotland publishes it."""


def notice(base: dict[str, Any] = FIND_A_TENDER, **tender: Any) -> dict[str, Any]:
    """Return a copy of a notice with other members of its tender; None takes one out."""
    made = copy.deepcopy(base)
    for name, value in tender.items():
        if value is None:
            made["tender"].pop(name, None)
        else:
            made["tender"][name] = value
    return made
