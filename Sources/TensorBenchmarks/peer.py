#!/usr/bin/env python3
"""PyTorch (and NumPy) CPU baseline for the tensor runtime's benchmarks.

Prints one JSON line per case: {"case": ..., "ns": ..., "threads": ..., "min_ns": ..., "samples": ...}
`ns` is the median, over the samples, of the time of one call.

  bench_torch.py [--threads N] [--match REGEX] [--samples K] [--numpy] [--list]
  bench_torch.py --serve [--threads N]     paired mode: for each line "CASE MS" on stdin
                                           times one sample of about MS milliseconds and
                                           answers one line with ns per call ("nan" if unknown),
                                           so that a driver can interleave two programs.

Case names are op/size[/dtype]; float32 unless the name says otherwise. `out=` variants (no
allocation of the result) end in ":out". NumPy cases begin with "np:".
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time

ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
ap.add_argument("--threads", type=int, default=1)
ap.add_argument("--match", default="")
ap.add_argument("--samples", type=int, default=15)
ap.add_argument("--ms", type=float, default=20.0, help="length of one sample")
ap.add_argument("--numpy", action="store_true", help="only the NumPy cases")
ap.add_argument("--list", action="store_true")
ap.add_argument("--serve", action="store_true")
args = ap.parse_args()

for v in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[v] = str(args.threads)

import numpy as np  # noqa: E402
import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402

torch.set_num_threads(args.threads)
torch.manual_seed(0)
clock = time.perf_counter_ns

CASES = {}  # name -> function that prepares and returns the function to time


def case(name):
    def add(make):
        CASES[name] = make
        return make
    return add


def tag(n):
    return f"1e{len(str(n)) - 1}"


# --- tiny tensors: overhead per operation -------------------------------------------------------
def tiny(op):
    def make():
        a, b = torch.arange(4.0), torch.arange(4.0) + 1
        return {
            "add": lambda: a + b, "mul": lambda: a * b, "sum": lambda: a.sum(),
            "dot": lambda: torch.dot(a, b), "add_scalar": lambda: a + 1.5,
            "view": lambda: a.view(2, 2), "index": lambda: a[1], "item": lambda: a[1].item(),
            "zeros": lambda: torch.zeros(4), "exp": lambda: torch.exp(a),
            "add_": lambda: a.add_(b),
        }[op]
    return make


for _op in ("add", "mul", "sum", "dot", "add_scalar", "view", "index", "item", "zeros", "exp", "add_"):
    CASES[f"tiny_{_op}/4"] = tiny(_op)


@case("tiny_matmul/2x2")
def _():
    a, b = torch.ones(2, 2), torch.ones(2, 2)
    return lambda: a @ b


@case("tiny_add/4/grad")  # records one node on the tape
def _():
    a, b = torch.arange(4.0, requires_grad=True), torch.ones(4)
    return lambda: a + b


# --- autograd steps -----------------------------------------------------------------------------
@case("grad_dot/4")
def _():
    x = torch.arange(4.0, requires_grad=True)

    def step():
        x.grad = None
        y = 2 * torch.dot(x, x)
        y.backward()
    return step


@case("grad_control_flow/scalar")
def _():
    def f(a):
        b = a * 2
        while b.norm() < 1000:
            b = b * 2
        if b.sum() > 0:
            c = b
        else:
            c = 100 * b
        return c
    a = torch.tensor(0.75, requires_grad=True)  # ten turns of the loop

    def step():
        a.grad = None
        d = f(a)
        d.backward()
    return step


@case("grad_chain100/4")  # 100 multiplications, then backward
def _():
    x = torch.ones(4, requires_grad=True)

    def step():
        x.grad = None
        y = x
        for _ in range(100):
            y = y * 1.01
        y.sum().backward()
    return step


# --- elementwise --------------------------------------------------------------------------------
BIN = {"add": torch.add, "mul": torch.mul, "div": torch.div}
UN = {"exp": torch.exp, "tanh": torch.tanh, "sigmoid": torch.sigmoid, "log": torch.log,
      "relu": torch.relu, "sqrt": torch.sqrt, "neg": torch.neg, "sin": torch.sin}


def elementwise(op, n, dt, out):
    def make():
        a = torch.rand(n, dtype=dt) + 0.1
        b = torch.rand(n, dtype=dt) + 0.1
        o = torch.zeros(n, dtype=dt)
        if op in BIN:
            f = BIN[op]
            return (lambda: f(a, b, out=o)) if out else (lambda: f(a, b))
        f = UN[op]
        return (lambda: f(a, out=o)) if out and op != "relu" else (lambda: f(a))
    return make


for _n in (1000, 100_000, 10_000_000):
    for _op in ("add", "mul", "exp", "tanh", "sigmoid", "log"):
        CASES[f"{_op}/{tag(_n)}"] = elementwise(_op, _n, torch.float32, False)
        CASES[f"{_op}/{tag(_n)}:out"] = elementwise(_op, _n, torch.float32, True)
    for _op in ("add", "exp", "tanh", "log"):
        CASES[f"{_op}/{tag(_n)}/f64"] = elementwise(_op, _n, torch.float64, False)
    for _op in ("div", "relu", "sqrt", "sin"):
        CASES[f"{_op}/{tag(_n)}"] = elementwise(_op, _n, torch.float32, False)


@case("add/1e7/i64")
def _():
    a = torch.arange(10_000_000)
    return lambda: a + a


@case("copy/1e7:out")
def _():
    a, o = torch.rand(10_000_000), torch.zeros(10_000_000)
    return lambda: o.copy_(a)


@case("clone/1e7")
def _():
    a = torch.rand(10_000_000)
    return lambda: a.clone()


@case("zeros/1e7")
def _():
    return lambda: torch.zeros(10_000_000)


@case("full/1e7")
def _():
    return lambda: torch.full((10_000_000,), 1.5)


@case("arange/1e7")
def _():
    return lambda: torch.arange(10_000_000, dtype=torch.float32)


@case("bcast_outer/1000x1+1x1000")
def _():
    a, b = torch.rand(1000, 1), torch.rand(1, 1000)
    return lambda: a + b


@case("bcast_row/4096x4096+4096")
def _():
    a, b = torch.rand(4096, 4096), torch.rand(4096)
    return lambda: a + b


@case("bcast_col/4096x4096+4096x1")
def _():
    a, b = torch.rand(4096, 4096), torch.rand(4096, 1)
    return lambda: a + b


@case("add_transposed/2048x2048")  # a + b.T, strided operand
def _():
    a, b = torch.rand(2048, 2048), torch.rand(2048, 2048).t()
    return lambda: a + b


# --- reductions ---------------------------------------------------------------------------------
def reduction(op, dim, n=4096):
    def make():
        x = torch.rand(n, n)
        if op == "sum":
            return (lambda: x.sum()) if dim is None else (lambda: x.sum(dim))
        if op == "mean":
            return (lambda: x.mean()) if dim is None else (lambda: x.mean(dim))
        if op == "amax":
            return (lambda: torch.amax(x)) if dim is None else (lambda: torch.amax(x, dim))
        if op == "max":
            return (lambda: torch.max(x)) if dim is None else (lambda: torch.max(x, dim))
        if op == "argmax":
            return (lambda: torch.argmax(x)) if dim is None else (lambda: torch.argmax(x, dim))
        if op == "norm":
            return lambda: x.norm()
    return make


for _op in ("sum", "mean", "amax", "max", "argmax"):
    for _d in (None, 0, 1):
        CASES[f"{_op}_{'all' if _d is None else f'd{_d}'}/4096x4096"] = reduction(_op, _d)
CASES["norm_all/4096x4096"] = reduction("norm", None)


@case("sum_all/1e5")
def _():
    x = torch.rand(100_000)
    return lambda: x.sum()


@case("cumsum/1e7")
def _():
    x = torch.rand(10_000_000)
    return lambda: x.cumsum(0)


@case("softmax/1024x1024")
def _():
    x = torch.randn(1024, 1024)
    return lambda: torch.softmax(x, 1)


@case("log_softmax/1024x1024")
def _():
    x = torch.randn(1024, 1024)
    return lambda: torch.log_softmax(x, 1)


@case("transpose_copy/4096x4096")
def _():
    x = torch.rand(4096, 4096)
    return lambda: x.t().contiguous()


# --- matmul -------------------------------------------------------------------------------------
def matmul(n, dt):
    def make():
        a, b = torch.rand(n, n, dtype=dt), torch.rand(n, n, dtype=dt)
        return lambda: a @ b
    return make


for _n in (16, 64, 256, 1024, 2048):
    CASES[f"matmul/{_n}"] = matmul(_n, torch.float32)
for _n in (64, 256, 1024):
    CASES[f"matmul/{_n}/f64"] = matmul(_n, torch.float64)


@case("matmul_nt/256x784x256")  # x @ W.T, as in a linear layer
def _():
    x, w = torch.rand(256, 784), torch.rand(256, 784)
    return lambda: x @ w.t()


@case("matvec/2048")
def _():
    a, x = torch.rand(2048, 2048), torch.rand(2048)
    return lambda: a @ x


# --- random numbers -----------------------------------------------------------------------------
@case("randn/1e7")
def _():
    return lambda: torch.randn(10_000_000)


@case("rand/1e7")
def _():
    return lambda: torch.rand(10_000_000)


@case("randn/1e3")
def _():
    return lambda: torch.randn(1000)


@case("randint/1e7")
def _():
    return lambda: torch.randint(0, 10, (10_000_000,))


@case("randperm/1e6")
def _():
    return lambda: torch.randperm(1_000_000)


@case("multinomial/1e6of6")
def _():
    p = torch.full((6,), 1 / 6)
    return lambda: torch.multinomial(p, 1_000_000, replacement=True)


@case("multinomial_counts/10000of2")  # torch.distributions, as in the seed notebook
def _():
    from torch.distributions.multinomial import Multinomial
    d = Multinomial(10000, torch.tensor([0.5, 0.5]))
    return lambda: d.sample()


# --- training step ------------------------------------------------------------------------------
@case("mlp_step/784-256-10/b256")
def _():
    x = torch.randn(256, 784)
    t = torch.randint(0, 10, (256,))
    w1 = (torch.randn(784, 256) * 0.05).requires_grad_()
    b1 = torch.zeros(256, requires_grad=True)
    w2 = (torch.randn(256, 10) * 0.05).requires_grad_()
    b2 = torch.zeros(10, requires_grad=True)
    ps = [w1, b1, w2, b2]

    def step():
        h = torch.relu(x @ w1 + b1)
        loss = F.cross_entropy(h @ w2 + b2, t)
        loss.backward()
        with torch.no_grad():
            for p in ps:
                p -= 0.1 * p.grad
                p.grad = None
    return step


@case("mlp_step_nn/784-256-10/b256")  # the same with nn.Linear and optim.SGD
def _():
    from torch import nn
    x = torch.randn(256, 784)
    t = torch.randint(0, 10, (256,))
    m = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))
    opt = torch.optim.SGD(m.parameters(), lr=0.1)

    def step():
        opt.zero_grad()
        F.cross_entropy(m(x), t).backward()
        opt.step()
    return step


@case("mlp_step_small/4-8-3/b16")  # overhead bound
def _():
    x = torch.randn(16, 4)
    t = torch.randint(0, 3, (16,))
    w1 = (torch.randn(4, 8) * 0.5).requires_grad_()
    b1 = torch.zeros(8, requires_grad=True)
    w2 = (torch.randn(8, 3) * 0.5).requires_grad_()
    b2 = torch.zeros(3, requires_grad=True)
    ps = [w1, b1, w2, b2]

    def step():
        h = torch.relu(x @ w1 + b1)
        loss = F.cross_entropy(h @ w2 + b2, t)
        loss.backward()
        with torch.no_grad():
            for p in ps:
                p -= 0.1 * p.grad
                p.grad = None
    return step


@case("adam_step/784-256-10")  # the optimiser's step alone
def _():
    from torch import nn
    m = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 10))
    for p in m.parameters():
        p.grad = torch.randn(p.shape)
    opt = torch.optim.Adam(m.parameters())
    return lambda: opt.step()


@case("start_up")  # a program that adds two tensors, from its start to its end
def _():
    program = [sys.executable, "-c", "import torch; torch.ones(2) + torch.ones(2)"]
    return lambda: subprocess.run(program, check=True)


# --- more of what tutorials use -----------------------------------------------------------------
@case("scalar_loop/1000")
def _():
    step = torch.tensor(0.5)

    def loop():
        x = torch.tensor(1.0)
        for _ in range(1000):
            x = x * 0.5 if x > 100 else x + step
    return loop


@case("sum_all/4096x4096/f64")
def _():
    x = torch.rand(4096, 4096, dtype=torch.float64)
    return lambda: x.sum()


@case("layer_norm/1024x1024")
def _():
    x = torch.randn(1024, 1024)
    return lambda: F.layer_norm(x, (1024,))


@case("cross_entropy/1024x1024")
def _():
    x, t = torch.randn(1024, 1024, requires_grad=True), torch.randint(0, 1024, (1024,))

    def step():
        x.grad = None
        F.cross_entropy(x, t).backward()
    return step


@case("einsum/bij,bjk->bik/16x128")
def _():
    a, b = torch.rand(16, 128, 128), torch.rand(16, 128, 128)
    return lambda: torch.einsum("bij,bjk->bik", a, b)


@case("index_rows/1e6x16")
def _():
    x, i = torch.rand(1_000_000, 16), torch.randint(0, 1_000_000, (100_000,))
    return lambda: x[i]


@case("mask/1e7")
def _():
    x = torch.rand(10_000_000)
    mask = x > 0.5
    return lambda: x[mask]


@case("gather/4096x4096")
def _():
    x, i = torch.rand(4096, 4096), torch.randint(0, 4096, (4096, 1024))
    return lambda: x.gather(1, i)


@case("cat/8x1e6")
def _():
    parts = [torch.rand(1_000_000) for _ in range(8)]
    return lambda: torch.cat(parts)


@case("where/1e7")
def _():
    x, y = torch.rand(10_000_000), torch.rand(10_000_000)
    mask = x > y
    return lambda: torch.where(mask, x, y)


@case("sort/1e6")
def _():
    x = torch.rand(1_000_000)
    return lambda: x.sort()


# --- NumPy --------------------------------------------------------------------------------------
def np_unary(f, n, dt=np.float32):
    def make():
        a = (np.random.rand(n) + 0.1).astype(dt)
        return lambda: f(a)
    return make


def np_binary(f, n, dt=np.float32):
    def make():
        a, b = np.random.rand(n).astype(dt), np.random.rand(n).astype(dt)
        return lambda: f(a, b)
    return make


for _n in (4, 1000, 100_000, 10_000_000):
    _t = "4" if _n == 4 else tag(_n)
    CASES[f"np:add/{_t}"] = np_binary(np.add, _n)
    CASES[f"np:mul/{_t}"] = np_binary(np.multiply, _n)
    CASES[f"np:sum/{_t}"] = np_unary(np.sum, _n)
    for _op in ("exp", "tanh", "log"):
        CASES[f"np:{_op}/{_t}"] = np_unary(getattr(np, _op), _n)
        CASES[f"np:{_op}/{_t}/f64"] = np_unary(getattr(np, _op), _n, np.float64)
for _n in (2, 64, 256, 1024, 2048):
    def _mk(n=_n):
        a, b = np.random.rand(n, n).astype(np.float32), np.random.rand(n, n).astype(np.float32)
        return lambda: a @ b
    CASES[f"np:matmul/{_n}"] = _mk
for _d in (None, 0, 1):
    for _op in ("sum", "max"):
        def _mk(d=_d, op=_op):
            x = np.random.rand(4096, 4096).astype(np.float32)
            return lambda: getattr(np, op)(x, axis=d)
        CASES[f"np:{_op}_{'all' if _d is None else f'd{_d}'}/4096x4096"] = _mk


@case("np:bcast_outer/1000x1+1x1000")
def _():
    a, b = np.random.rand(1000, 1).astype(np.float32), np.random.rand(1, 1000).astype(np.float32)
    return lambda: a + b


@case("np:transpose_copy/4096x4096")
def _():
    x = np.random.rand(4096, 4096).astype(np.float32)
    return lambda: np.ascontiguousarray(x.T)


@case("np:randn/1e7")
def _():
    g = np.random.default_rng(0)
    return lambda: g.standard_normal(10_000_000, dtype=np.float32)


# --- running ------------------------------------------------------------------------------------
def one_sample(f, ms, inner=None):
    """One sample of about ms milliseconds (at least one call), in ns per call."""
    f()
    if inner is None:
        t0 = clock()
        f()
        d = max(1, clock() - t0)
        inner = max(1, int(ms * 1e6 / d))
        if inner > 50:  # the first guess is rough for short calls
            k = min(inner, 200)
            t0 = clock()
            for _ in range(k):
                f()
            inner = max(1, int(ms * 1e6 * k / max(1, clock() - t0)))
    it = range(inner)
    t0 = clock()
    for _ in it:
        f()
    return (clock() - t0) / inner, inner


def import_time(module, k=7):
    out = []
    for _ in range(k):
        t0 = clock()
        subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
        out.append(clock() - t0)
    return out


def serve():
    ready = {}
    for line in sys.stdin:
        name, ms = line.split()
        if name not in CASES:
            print("nan", flush=True)
            continue
        if name not in ready:
            ready.clear()  # one case's data at a time
            ready[name] = [CASES[name](), None]
        f, inner = ready[name]
        ns, ready[name][1] = one_sample(f, float(ms), inner)
        print(ns, flush=True)


def main():
    if args.serve:
        return serve()
    for name, make in CASES.items():
        if args.numpy != name.startswith("np:") or not re.search(args.match, name):
            continue
        if args.list:
            print(name)
            continue
        f = make()
        s, inner = [], None
        for _ in range(args.samples):
            ns, inner = one_sample(f, args.ms, inner)
            s.append(ns)
        print(json.dumps({"case": name, "ns": round(statistics.median(s), 1), "threads": args.threads,
                          "min_ns": round(min(s), 1), "samples": len(s)}), flush=True)
    for module in ("numpy",) if args.numpy else ("torch",):
        if re.search(args.match, f"import_{module}") and not args.list:
            for label, mod in ((f"import_{module}", module), ("python_start", "sys")):
                s = import_time(mod)
                print(json.dumps({"case": label, "ns": statistics.median(s), "threads": args.threads,
                                  "min_ns": min(s), "samples": len(s)}), flush=True)


main()
