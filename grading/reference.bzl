"""What the solution measures, as files: what a report draws beside the
student's figures.

    reference_outputs(
        name = "reference",
        experiment = "//solutions/04_int8:experiment",
        predictions = "//solutions/04_int8:predictions.json",
        outputs = ["error_histogram.figure.json"],
    )

makes reference/error_histogram.figure.json. A rule and not a genrule: the
experiment runs as it is built for everything else, and the files that it reads
come along, which a genrule grants to tools of another configuration only.
"""

_COMMAND = """
out=$(mktemp -d)
if ! {experiment} --out="$out/run" --figure_data {flags} > "$out/log" 2>&1; then
  cat "$out/log"
  exit 1
fi
for name in {names}; do cp "$out/run/$name" "{folder}/$name"; done
rm -r "$out"
"""

def _reference_outputs_impl(ctx):
    outputs = [
        ctx.actions.declare_file("%s/%s" % (ctx.label.name, name))
        for name in ctx.attr.outputs
    ]
    predictions = ctx.file.predictions
    ctx.actions.run_shell(
        outputs = outputs,
        inputs = [predictions] if predictions else [],
        tools = [ctx.attr.experiment[DefaultInfo].files_to_run],
        command = _COMMAND.format(
            experiment = ctx.executable.experiment.path,
            flags = "--predictions=" + predictions.path if predictions else "",
            folder = outputs[0].dirname,
            names = " ".join(ctx.attr.outputs),
        ),
        mnemonic = "ReferenceOutputs",
        progress_message = "Measuring the reference for %s" % ctx.label,
    )
    files = depset(outputs)
    return [DefaultInfo(
        files = files,
        runfiles = ctx.runfiles(transitive_files = files),
    )]

reference_outputs = rule(
    implementation = _reference_outputs_impl,
    attrs = {
        "experiment": attr.label(
            mandatory = True,
            executable = True,
            cfg = "target",
            doc = "the solution's experiment",
        ),
        "predictions": attr.label(
            allow_single_file = True,
            doc = "predictions.json, where the experiment asks for it",
        ),
        "outputs": attr.string_list(
            mandatory = True,
            doc = "names, flat, in the experiment's output folder",
        ),
    },
)
