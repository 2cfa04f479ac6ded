"""The online problem of Reddi et al. 2018 in JAX and in PyTorch, float64, one thread: peers of bench/scalar.mjs.

    python scalar_peers.py jax|torch adam|amsgrad <steps>

Prints the CPU seconds of the loop, compilation excluded, and the last iterate. The update only: no regret, no trajectory.
PyTorch's optimizer corrects the bias, so its iterates are others; its time a step is what is asked for.
"""

import os
import sys
import time

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
ALPHA, BETA1, BETA2, EPSILON = 0.001, 0.9, 0.99, 1e-8


def with_jax(amsgrad, steps):
    import jax

    jax.config.update("jax_enable_x64", True)
    import jax.numpy as jnp
    from jax import lax

    def step(carry, _):
        x, m, v, vhat, phase = carry
        phase = jnp.where(phase == 100, 0, phase + 1)
        g = jnp.where(phase == 1, 1010.0, -10.0)
        m = BETA1 * m + (1 - BETA1) * g
        v = BETA2 * v + (1 - BETA2) * (g * g)
        vhat = jnp.maximum(vhat, v) if amsgrad else vhat
        w = vhat if amsgrad else v
        x = jnp.clip(x - ALPHA * m / (jnp.sqrt(w) + EPSILON), -1.0, 1.0)
        return (x, m, v, vhat, phase), None

    run = jax.jit(lambda carry: lax.scan(step, carry, None, length=steps)[0])
    zero = jnp.zeros((), jnp.float64)
    carry = (zero, zero, zero, zero, jnp.zeros((), jnp.int64))
    compiled = run.lower(carry).compile()
    start = time.process_time()
    x = compiled(carry)[0].block_until_ready()
    return time.process_time() - start, float(x)


def with_torch(amsgrad, steps):
    import torch

    torch.set_num_threads(1)
    x = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([x], lr=ALPHA, betas=(BETA1, BETA2), eps=EPSILON, amsgrad=amsgrad, foreach=False)
    slopes = (torch.full((1,), -10.0, dtype=torch.float64), torch.full((1,), 1010.0, dtype=torch.float64))
    start = time.process_time()
    for t in range(1, steps + 1):
        x.grad = slopes[t % 101 == 1]
        optimizer.step()
        with torch.no_grad():
            x.clamp_(-1, 1)
    return time.process_time() - start, x.item()


def main():
    library, rule, steps = sys.argv[1], sys.argv[2], int(sys.argv[3])
    run = {"jax": with_jax, "torch": with_torch}[library]
    print(*(repr(value) for value in run(rule == "amsgrad", steps)))


if __name__ == "__main__":
    main()
