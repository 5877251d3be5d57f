"""Every type of event can be drawn, happened or planned: Plotly knows its symbol, filled and open."""

import plotly.graph_objects as go
import pytest

from timeline.events import types


@pytest.mark.parametrize("name", types())
def test_a_type_has_a_symbol_filled_and_open(name: str) -> None:
    symbol = types()[name].symbol
    for drawn in (symbol, f"{symbol}-open"):
        go.Scatter(marker={"symbol": [drawn]})
        go.Scattergl(marker={"symbol": [drawn]})


def test_no_two_types_look_the_same() -> None:
    symbols = [(kind.symbol, kind.light) for kind in types().values()]
    assert len(set(symbols)) == len(symbols)
