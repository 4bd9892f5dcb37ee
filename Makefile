# make demo    build, then play a recorded pass through a radio on a pty into the daemon
# make test    build and run all tests
# make hil     the installed service in a guest with a real kernel: devices plugged in and pulled
# make lint    is everything formatted as .swift-format says?
# make mutants plant faults and list those that no test notices (LAYERS="CCSDS Sinks": only these)
# make fuzz    run all fuzzers with their usual numbers of executions
# make docs    build the documentation of the library products, warnings are errors
# make install put the release build and the systemd files in place (DESTDIR, PREFIX)

SWIFT ?= swift
# Compilers at work at the same time: each wants a core and about 1.5 GB.
JOBS ?= 2
# One folder for all builds, whatever the environment says.
SCRATCH := .build
BUILD := $(SWIFT) build --scratch-path $(SCRATCH) -j $(JOBS)
RELEASE := $(BUILD) -c release --static-swift-stdlib --product feedhorn

DESTDIR ?=
PREFIX ?= /usr
BINARY ?= $(SCRATCH)/release/feedhorn
LIBRARIES := CCSDS ChannelCoding LinkFraming TelemetryLink
FORMATTED := Package.swift Sources Tests Benchmarks/Package.swift Benchmarks/Sources \
	FuzzTesting/Package.swift FuzzTesting/Sources

.PHONY: mutants fuzz demo hil test build release format lint docs install install-files clean setup

build: setup
	$(BUILD)

release: setup
	$(RELEASE)

demo: release
	scripts/demo $(SCRATCH)/release/feedhorn

hil: release
	scripts/hil $(SCRATCH)/release/feedhorn $(SCRATCH)/hil

test:
	@scripts/setup test
	$(BUILD) --build-tests
	scripts/run-tests $(SWIFT) test --scratch-path $(SCRATCH) -j $(JOBS) --skip-build

format:
	$(SWIFT) format format --in-place --parallel --recursive --configuration .swift-format $(FORMATTED)

lint:
	$(SWIFT) format lint --strict --parallel --recursive --configuration .swift-format $(FORMATTED)

mutants: setup
	scripts/mutants $(LAYERS)

fuzz: setup
	FuzzTesting/run

docs: setup
	for library in $(LIBRARIES); do \
	    $(SWIFT) package --scratch-path $(SCRATCH) generate-documentation --target $$library \
	        --warnings-as-errors || exit 1; \
	done

install: release install-files

# Without building: packages and scripts/test-systemd bring a binary of their own.
install-files:
	install -D -m 0755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/feedhorn
	install -D -m 0644 systemd/feedhorn.service $(DESTDIR)$(PREFIX)/lib/systemd/system/feedhorn.service
	install -D -m 0644 systemd/feedhorn.sysusers $(DESTDIR)$(PREFIX)/lib/sysusers.d/feedhorn.conf
	install -D -m 0644 systemd/90-feedhorn.conf $(DESTDIR)$(PREFIX)/lib/sysctl.d/90-feedhorn.conf
	install -D -m 0644 systemd/README.md $(DESTDIR)$(PREFIX)/share/doc/feedhorn/README.md
	install -D -m 0644 systemd/network.conf $(DESTDIR)$(PREFIX)/share/doc/feedhorn/network.conf
	for folder in Hardware/*/; do \
	    name=$$(basename $$folder); \
	    install -D -m 0644 -t $(DESTDIR)$(PREFIX)/share/feedhorn/hardware/$$name \
	        $$folder/profile.yaml $$folder/README.md || exit 1; \
	done
	install -D -m 0644 -t $(DESTDIR)$(PREFIX)/lib/udev/rules.d Hardware/*/*.rules
	test -e $(DESTDIR)/etc/feedhorn/feedhorn.yaml || \
	    install -D -m 0644 systemd/feedhorn.yaml $(DESTDIR)/etc/feedhorn/feedhorn.yaml

clean:
	rm -rf $(SCRATCH)

setup:
	@scripts/setup
