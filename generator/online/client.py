"""One question to one server, through urllib3: no cookies, no ``.netrc``, no redirects followed, no body read."""

from __future__ import annotations

import ssl
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from http.client import HTTPException
from ipaddress import ip_address
from urllib.parse import unquote, urljoin
from urllib.request import getproxies, proxy_bypass

import certifi
from urllib3 import PoolManager, ProxyManager, Retry, Timeout
from urllib3.exceptions import HTTPError, InvalidHeader, ProxyError, SSLError
from urllib3.exceptions import TimeoutError as NoAnswerInTime
from urllib3.util import Url, make_headers, parse_url

from generator import __version__
from generator.online.connection import Exchange, guard
from generator.online.guard import NOT_PUBLIC, checked, is_public, places
from generator.online.trouble import Trouble

HEADERS = {
    "User-Agent": f"modelhub/{__version__} (checks the links of model cards)",
    "Accept": "*/*",
    "Connection": "close",
}
#: Longer addresses are no place to go to.
MAX_ADDRESS = 2_000


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered.

    Attributes:
        status: The HTTP status.
        location: Where it redirects to, as a whole address; empty where it does not.
        retry_after: Seconds after which it wants to be asked again, if it says so.
    """

    status: int
    location: str = ""
    retry_after: float | None = None


class Client:
    """Asks servers.

    Args:
        timeout: Seconds that an answer may take.
        allowed: Hosts whose addresses need not be public.
    """

    def __init__(self, timeout: float, allowed: Collection[str] = ()) -> None:
        self._timeout = timeout
        self._allowed = {host.casefold() for host in allowed}
        self._proxies = getproxies()

    def ask(self, method: str, url: str) -> Reply:
        """Ask for a page.

        Raises:
            Trouble: There is no answer, or this page is not to be asked for.
        """
        parts = checked(url)
        with Exchange(self._timeout, self._allowed) as exchange:
            try:
                return self._reply(method, parts)
            except (HTTPError, HTTPException, OSError, ValueError) as error:
                raise _trouble(error, exchange) from None

    def _reply(self, method: str, url: Url) -> Reply:
        # A manager of its own, so that no connection is used again and every one has this exchange's deadline.
        with self._manager(url) as manager:
            response = manager.request(
                method,
                url.url,
                headers=HEADERS,
                redirect=False,
                retries=False,
                timeout=Timeout(connect=self._timeout, read=self._timeout),
                preload_content=False,
                decode_content=False,
            )
            headers = response.headers
            response.close()
        location, retry_after = headers.get("Location", ""), headers.get("Retry-After", "")
        return Reply(response.status, _joined(url.url, location) if location else "", _seconds(retry_after))

    def _manager(self, url: Url) -> PoolManager:
        host = (url.host or "").strip("[]")
        proxy = self._proxies.get(url.scheme or "") or self._proxies.get("all")
        if not proxy or proxy_bypass(host):
            return guard(PoolManager(ssl_context=self._tls if url.scheme == "https" else None))
        self._check_behind_proxy(host)
        address = parse_url(proxy if "://" in proxy else f"http://{proxy}")
        headers = make_headers(proxy_basic_auth=unquote(address.auth)) if address.auth else None
        return guard(ProxyManager(address._replace(auth=None).url, proxy_headers=headers, ssl_context=self._tls))

    def _check_behind_proxy(self, host: str) -> None:
        """Refuse what is not public as far as it can be known here; it is the proxy that looks names up."""
        if host in self._allowed:
            return
        with suppress(ValueError):
            if not is_public(str(ip_address(host))):
                raise Trouble(NOT_PUBLIC)
        try:
            places(host, 0, self._allowed)
        except Trouble as trouble:
            if trouble.reason == NOT_PUBLIC:
                raise

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        """The certificates that this system trusts, those of ``SSL_CERT_FILE``, and Mozilla's."""
        context = ssl.create_default_context()
        context.load_verify_locations(certifi.where())
        return context


def _joined(url: str, location: str) -> str:
    """Where a redirect leads, quoted as an address has to be.

    Raises:
        Trouble: It is no address.
    """
    try:
        written = location.encode("latin-1").decode("utf-8")  # Header fields are read as Latin-1, whatever they hold.
        whole = parse_url(urljoin(url, written)).url
    except (HTTPError, ValueError):
        raise Trouble("redirects to something that is no address") from None
    if len(whole) > MAX_ADDRESS:
        raise Trouble("redirects to something that is no address")
    return whole


def _seconds(retry_after: str) -> float | None:
    try:
        return max(0.0, Retry().parse_retry_after(retry_after)) if retry_after else None
    except (InvalidHeader, ValueError, OverflowError):
        return None


def _trouble(error: Exception, exchange: Exchange) -> Trouble:
    if exchange.over or isinstance(error, NoAnswerInTime | TimeoutError):
        return Trouble(f"gives no answer within {exchange.seconds:g} s", passing=True)
    if isinstance(error, ProxyError):
        return Trouble("cannot be reached through the proxy", passing=True)
    if isinstance(error, SSLError):
        cause = error.args[0] if error.args else None
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Trouble(f"has a certificate that is not trusted ({cause.verify_message})")
        return Trouble("has no working TLS", passing=True)
    if isinstance(error, ValueError):  # urllib3 says so of an address that it cannot take apart.
        return Trouble("is no address")
    return Trouble("breaks the connection off, or does not speak HTTP", passing=True)
