"""What tests of the whole product share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running import Running


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The three real processes, started once for all tests that speak HTTP to them."""
    product = Running(folder=Path(tmp_path_factory.mktemp("product")))
    product.start()
    yield product
    product.stop()
