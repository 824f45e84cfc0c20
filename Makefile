# The two commands are `make demo` and `make test`. `.ci/run` does what a change must pass.
.PHONY: build demo test bench format clean

build:
	@Scripts/install
	swift build

# The debug build is the one that tests use too, so a clean clone builds once.
demo: build
	.build/debug/concordat demo

test:
	@Scripts/install
	swift test $(TEST_OPTIONS)

bench:
	@Scripts/install
	swift run -c release concordat bench

format:
	swift format -i -r Sources Tests Package.swift
	swift format lint --strict -r Sources Tests Package.swift

clean:
	rm -rf .build
