"""The chat page at ``/`` with the city's words in it, and its files under ``/static``."""

import html
from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Scope

from api.dependencies import DeskDep
from knowledge.city import City

WEB = Path(__file__).resolve().parent.parent / "web"
#: Only our own files run or load; no inline script or style, no other site, no frame around the page.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}

router = APIRouter(include_in_schema=False)


@router.api_route("/", methods=["GET", "HEAD"])
def chat_page(desk: DeskDep) -> HTMLResponse:
    """The page on which people ask."""
    return HTMLResponse(filled(WEB / "chat.html", desk.library.city), headers=HEADERS)


def filled(template: Path, city: City) -> str:
    """A page with the city's words in place of its ``{placeholders}``; the words go in as text."""
    words = {name: html.escape(word) for name, word in city.words.items()}
    return City(id=city.id, words=words).fill(template.read_text(encoding="utf-8"))


class PageFiles(StaticFiles):
    """What pages load. The pages themselves are never given out unfilled."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file with the headers of pages; raises HTTPException 404 for a page."""
        if path.endswith(".html"):
            raise HTTPException(404)
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        return response


def show_pages(app: FastAPI) -> None:
    """Let the application serve the page and its files."""
    app.include_router(router)
    app.mount("/static", PageFiles(directory=WEB), name="static")
