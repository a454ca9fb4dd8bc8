"""Files that strangers give as evidence: what they are by their content, and why one is refused."""

from socialvalue.calculations.evidence.kinds import KINDS, FileKind, agreeing_name
from socialvalue.calculations.evidence.refusals import EvidenceRefused, in_megabytes
from socialvalue.calculations.evidence.sniffing import kind_of

__all__ = ["KINDS", "EvidenceRefused", "FileKind", "agreeing_name", "in_megabytes", "kind_of"]
