"""This machine: what stays on it needs neither a sign-in nor encryption."""

from __future__ import annotations

import ipaddress


def loopback(host: str) -> bool:
    """Is it this machine only?

    >>> loopback("127.0.0.1"), loopback("::1"), loopback("localhost"), loopback("id.example")
    (True, True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
