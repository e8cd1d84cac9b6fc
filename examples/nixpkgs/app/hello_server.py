#!/usr/bin/env python3
"""Answers every GET with a greeting, on the port that PORT names."""

import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Greeter(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"Hello from an image that Nix built.\n"
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


# In a container this is process 1, for which the kernel has no default action on SIGTERM.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
ThreadingHTTPServer(("", int(os.environ.get("PORT", "8080"))), Greeter).serve_forever()
