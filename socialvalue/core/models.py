"""The base of what is stored."""

import uuid

from django.db import models


class Record(models.Model):
    """A stored thing whose address tells nobody how many there are."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
