"""The seller of a product in words, with the channel through which it is sold."""

from eurostack_assess.model.catalogue import Channel
from eurostack_assess.texts import Texts


def name_seller(supplier: str, channel: Channel | None, translate: Texts) -> str:
    """The supplier, with those through whom it sells; alone where it sells directly."""
    if channel is None:
        return supplier
    return translate("channel.named", supplier=supplier, channel=translate(f"channel.{channel}"))
