"""What a worker has taken from Redis and not yet acknowledged: a few messages, no more."""

from kombu.transport import redis, virtual


class Prefetched(redis.QoS):
    """Lets go of a message also when Redis cannot be told.

    kombu 5.7.0 keeps a message for ever if Redis is away at the moment of its acknowledgement.
    With as many of those as it may hold, a worker takes no message again, and says nothing
    (docs/decisions/0004-jobs.md). The ledger knows what was done, so nothing is lost by forgetting.
    """

    def ack(self, delivery_tag: str) -> None:
        """Acknowledge a message; without Redis, only forget it, and raise what was wrong."""
        try:
            super().ack(delivery_tag)
        except self.channel.connection_errors:
            virtual.QoS.ack(self, delivery_tag)
            raise

    def reject(self, delivery_tag: str, requeue: bool = False) -> None:
        """Give a message back; without Redis, only forget it, and raise what was wrong."""
        try:
            super().reject(delivery_tag, requeue=requeue)
        except self.channel.connection_errors:
            virtual.QoS.ack(self, delivery_tag)
            raise


def install() -> None:
    """Use it for every connection of this process that consumes."""
    redis.Channel.QoS = Prefetched
