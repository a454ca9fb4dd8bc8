"""Letters, certificates and the register as files."""

from .certificates import certificate_document, certificate_facts
from .letters import letter_document

__all__ = ["certificate_document", "certificate_facts", "letter_document"]
