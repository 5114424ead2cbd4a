"""The ``zhiwen`` command."""

import typer

from api.cases.cli import app as cases

app = typer.Typer(no_args_is_help=True, help=__doc__)
app.add_typer(cases, name="cases")


@app.callback()
def zhiwen() -> None:
    """Everything an office does from a terminal."""


if __name__ == "__main__":
    app()
