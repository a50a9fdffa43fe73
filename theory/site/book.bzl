"""The book: its woven pages become a folder, a PDF and an archive."""

# Programs of the system that the actions call.
_ENV = {
    "LC_ALL": "C.UTF-8",
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "TZ": "UTC",
}

def _file_of(target, ending):
    found = [f for f in target.files.to_list() if f.path.endswith(ending)]
    if len(found) != 1:
        fail("%s: one file *%s wanted, not %d" % (target.label, ending, len(found)))
    return found[0]

def _page_order(target):
    facts = _file_of(target, ".json")
    return struct(
        html = _file_of(target, ".html").path,
        json = facts.path,
        name = facts.basename[:-len(".json")],
    )

def _pages_impl(ctx):
    out = ctx.actions.declare_directory(ctx.attr.folder)
    printed = ctx.actions.declare_directory(ctx.label.name + ".print")
    order = ctx.actions.declare_file(ctx.label.name + ".order.json")
    ctx.actions.write(order, json.encode(struct(
        fonts = [f.path for f in ctx.files.fonts],
        glossary = ctx.file.glossary.path,
        pages = [_page_order(page) for page in ctx.attr.pages],
        references = ctx.file.references.path,
        scripts = [f.path for f in ctx.files.scripts],
        styles = [f.path for f in ctx.files.styles],
        units = ctx.file.units.path,
        widgets = [f.path for f in ctx.files.widgets],
    )))
    inputs = [order, ctx.file.glossary, ctx.file.references, ctx.file.units]
    inputs += ctx.files.pages + ctx.files.scripts + ctx.files.styles
    inputs += ctx.files.widgets + ctx.files.assembler + ctx.files.fonts
    ctx.actions.run_shell(
        arguments = [order.path, out.path, printed.path],
        command = """
command -v node > /dev/null || {
  echo "no program 'node'; install the package nodejs: scripts/setup" >&2
  exit 1
}
exec node theory/site/assemble/assemble.js --order="$1" --out="$2" --print="$3"
""",
        env = _ENV,
        inputs = inputs,
        mnemonic = "AssembleBook",
        outputs = [out, printed],
        progress_message = "Assembling the book",
    )
    return [
        DefaultInfo(
            files = depset([out]),
            runfiles = ctx.runfiles(files = [out]),
        ),
        OutputGroupInfo(printed = depset([printed])),
    ]

book_pages = rule(
    implementation = _pages_impl,
    doc = "A folder of pages that opens from disk.",
    attrs = {
        "assembler": attr.label(default = "//theory/site:assembler"),
        "folder": attr.string(default = "book"),
        "fonts": attr.label(default = "//theory/site:fonts"),
        "glossary": attr.label(allow_single_file = [".json"], mandatory = True),
        "pages": attr.label_list(mandatory = True),
        "references": attr.label(allow_single_file = [".json"], mandatory = True),
        "scripts": attr.label(default = "//theory/site:scripts"),
        "styles": attr.label(default = "//theory/site:styles"),
        "units": attr.label(
            allow_single_file = [".json"],
            default = "//theory/site:units.json",
        ),
        "widgets": attr.label(default = "//theory/widgets"),
    },
)

def _pdf_impl(ctx):
    printed = ctx.attr.pages[OutputGroupInfo].printed.to_list()[0]
    pdf = ctx.outputs.pdf
    ctx.actions.run_shell(
        arguments = [printed.path + "/print.html", pdf.path],
        command = "exec node theory/site/browser/print_pdf.js \"$1\" \"$2\"",
        env = _ENV,
        inputs = [printed] + ctx.files.browser,
        mnemonic = "PrintBook",
        outputs = [pdf],
        progress_message = "Printing the book",
    )
    return [DefaultInfo(
        files = depset([pdf]),
        runfiles = ctx.runfiles(files = [pdf]),
    )]

book_pdf = rule(
    implementation = _pdf_impl,
    doc = "The whole book as one tagged PDF with an outline.",
    attrs = {
        "browser": attr.label(default = "//theory/site:browser"),
        "pages": attr.label(mandatory = True),
        "pdf": attr.output(mandatory = True),
    },
)

# The same bytes from the same files: names sorted, no times, no owners.
_PACK = """
set -e
tree=$(mktemp -d)
cp -rL "$1" "$tree/book"
cp -L "$2" "$tree/book.pdf"
tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner \\
  --mode=u=rwX,go=rX --format=ustar -C "$tree" -cf - book book.pdf |
  gzip -n -9 > "$3"
rm -rf "$tree"
"""

def _archive_impl(ctx):
    archive = ctx.outputs.archive
    ctx.actions.run_shell(
        arguments = [ctx.files.pages[0].path, ctx.file.pdf.path, archive.path],
        command = _PACK,
        env = _ENV,
        inputs = ctx.files.pages + [ctx.file.pdf],
        mnemonic = "PackBook",
        outputs = [archive],
    )
    return [DefaultInfo(
        files = depset([archive]),
        runfiles = ctx.runfiles(files = [archive]),
    )]

book_archive = rule(
    implementation = _archive_impl,
    doc = "book/ and book.pdf in one archive.",
    attrs = {
        "archive": attr.output(mandatory = True),
        "pages": attr.label(mandatory = True),
        "pdf": attr.label(allow_single_file = [".pdf"], mandatory = True),
    },
)
