"""``/healthz``: the process lives. ``/readyz``: it can answer, and with which model and knowledge."""

from fastapi import APIRouter, Request, Response
from sqlalchemy import text

from api.dependencies import DeskDep
from api.errors import Unavailable
from knowledge.clock import today

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@router.get("/readyz")
async def ready(request: Request, response: Response, desk: DeskDep) -> dict[str, object]:
    """Whether model and database answer; 503 with the parts that do not."""
    parts: dict[str, object] = {"knowledge": request.app.state.knowledge_version, "today": today().isoformat()}
    try:
        status = await desk.rasa.status()
        parts["model"] = status.get("model_file")
    except Unavailable:
        parts["model"] = None
    try:
        async with request.app.state.sessions() as session:
            await session.execute(text("select 1"))
        parts["database"] = True
    except Exception:  # the reason is the database's; readiness only says that it is not there
        parts["database"] = False
    is_ready = bool(parts["model"]) and parts["database"] is True
    response.status_code = 200 if is_ready else 503
    return {"status": "ready" if is_ready else "not_ready", **parts}
