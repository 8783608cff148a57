"""Where a connection may lead: to addresses that everybody can reach, and nowhere into the network of this machine."""

from __future__ import annotations

import socket
from collections.abc import Collection
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any, TypeAlias

from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from generator.online.trouble import Trouble

#: Family and socket address, as ``socket`` takes them.
Place: TypeAlias = tuple[socket.AddressFamily, Any]

#: Ports below are those of other services; an address there is none of a page.
FIRST_FREE_PORT = 1024
WEB_PORTS = {80, 443}
#: Addresses of IPv4 hosts as a gateway shows them in IPv6 (RFC 6052).
NAT64 = IPv6Network("64:ff9b::/96")

NOT_LOOKED_UP = "has a host whose name could not be looked up"
NOT_PUBLIC = "leads to an address that is not public, so it is not asked"


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, with whatever IPv4 address is wrapped in it."""
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (IPv4Address(int(ip) & 0xFFFFFFFF) if ip in NAT64 else None)
        if ip.is_site_local or (inner and not is_public(str(inner))):
            return False
        if ip.ipv4_mapped:
            return True
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def host_of(url: str) -> str:
    """The host of an address in lower-case letters; empty where it has none."""
    try:
        return (parse_url(url).host or "").rstrip(".")
    except LocationParseError:
        return ""


def checked(url: str) -> Url:
    """The parts of an address, unless it is one that is not asked, whoever answers there.

    Raises:
        Trouble: It is no address of the web, holds credentials, or has a port that no web server has.
    """
    try:
        parts = parse_url(url)
    except LocationParseError:
        raise Trouble("is no address") from None
    if parts.scheme not in {"http", "https"} or not parts.host:
        raise Trouble("is no address of the web")
    if parts.auth is not None:
        raise Trouble("holds a user name or a password, so it is not asked")
    if parts.port is not None and parts.port < FIRST_FREE_PORT and parts.port not in WEB_PORTS:
        raise Trouble("has a port that no web server has, so it is not asked")
    return parts


def places(host: str, port: int, allowed: Collection[str]) -> list[Place]:
    """Where a host can be reached. Whoever connects to one of these, and not to the name, is safe from other answers.

    Args:
        host: A name or an IP address.
        port: The port.
        allowed: Hosts whose addresses need not be public.

    Raises:
        Trouble: It does not exist, or one of its addresses is not public.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        unknown = error.errno in {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}
        reason = "has a host that does not exist" if unknown else NOT_LOOKED_UP
        raise Trouble(reason, passing=not unknown, unknown_host=unknown) from None
    except (OSError, UnicodeError):
        raise Trouble(NOT_LOOKED_UP) from None
    if host not in allowed and not all(is_public(str(place[0])) for *_, place in found):
        raise Trouble(NOT_PUBLIC)
    return [(family, place) for family, _, _, _, place in found]
