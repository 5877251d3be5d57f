"""Start the dashboard: `streamlit run app.py`."""

from timeline.dashboard.page import main

main()
