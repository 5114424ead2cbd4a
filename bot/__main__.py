"""``python -m bot run …``: Rasa's own command line, without TensorFlow.

Rasa 3.6 imports TensorFlow with its default components, whether a model uses them or not, and spaCy imports it because
it is there: 310 MB of memory and half of a cold start (docs/benchmarks.md). Our model has none of those components, so
for serving it they are left out. Training and ``rasa test`` go by Rasa's own entrance.
"""

import sys
from types import ModuleType
from typing import Any


class LeftOut:
    """Stands where Rasa only wants a name to import."""


def leave_out_tensorflow() -> None:
    """Make ``import tensorflow`` fail, and Rasa's modules that cannot do without it empty."""
    sys.modules["tensorflow"] = None  # type: ignore[assignment]  # Python's own way to say: not to be found
    stand_in("rasa.utils.tensorflow.callback", RasaTrainingLogger=LeftOut, RasaModelCheckpoint=LeftOut)
    stand_in("rasa.utils.tensorflow.data_generator", RasaBatchDataGenerator=LeftOut)
    stand_in("rasa.engine.recipes.default_components", DEFAULT_COMPONENTS=[])
    stand_in("rasa.graph_components.validators.default_recipe_validator", DefaultV1RecipeValidator=LeftOut)


def stand_in(name: str, **content: Any) -> None:
    """Put a module with this content in place of Rasa's."""
    module = ModuleType(name)
    vars(module).update(content)
    sys.modules[name] = module


if __name__ == "__main__":
    leave_out_tensorflow()
    from rasa.__main__ import main

    main()
