"""Start the dashboard: `streamlit run app.py`, or `uvicorn app:app`.

Streamlit runs this file again for every change on the page; then it draws the page, and else it is the server.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from timeline.dashboard.api import middleware, routes
from timeline.dashboard.pages import main
from timeline.dashboard.state import open_model

if get_script_run_ctx() is None:
    app = st.App(__file__, routes=routes(open_model), middleware=middleware())
else:
    main()
