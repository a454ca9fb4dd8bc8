"""Letters, certificates and the register as files."""

from .certificates import certificate_document
from .letters import letter_document

__all__ = ["certificate_document", "letter_document"]
