"""Letters, certificates and self-assessments as files."""

from .certificates import certificate_document, certificate_facts
from .letters import letter_document
from .self_assessments import assessment_document

__all__ = ["assessment_document", "certificate_document", "certificate_facts", "letter_document"]
