"""Start the dashboard: `streamlit run app.py`, or `uvicorn app:app`.

Streamlit runs this file again for every change on the page; then it draws the page, and else it is the server.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from threading import Thread

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from timeline.dashboard.api import middleware, routes
from timeline.dashboard.pages import main
from timeline.dashboard.state import open_model
from timeline.errors import TimelineError


@asynccontextmanager
async def opening(_: st.App) -> AsyncIterator[None]:
    """Open the store while the first browser is still on its way; the page tells what is wrong where it cannot be."""

    def ahead() -> None:
        with suppress(TimelineError):
            open_model()

    Thread(target=ahead, daemon=True).start()
    yield


if get_script_run_ctx() is None:
    app = st.App(__file__, routes=routes(open_model), middleware=middleware(), lifespan=opening)
else:
    main()
