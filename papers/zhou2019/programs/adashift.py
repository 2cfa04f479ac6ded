"""AdaShift (Zhou et al. 2019) in PyTorch, as its replication tells it in words; written for these claims, from the text alone."""

from collections import deque

import torch


class AdaShift(torch.optim.Optimizer):
    """m_t is the mean of the latest `n` gradients, weighted by beta1^i; v_t the moving average of what `spatial` makes of the
    squared gradients of n updates before, each parameter tensor a block. Nothing moves until there is such a gradient.

    spatial: "none", "max" or "mean" of a block; squares: "first" (the operation is of squares, as the authors' code has it) or
    "last" (the operation, then the square, as the paper has it).
    """

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-8, n=10, spatial="max", squares="first"):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps, n=n, spatial=spatial, squares=squares))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            (beta1, beta2), n = group["betas"], group["n"]
            operation = {"none": lambda g: g, "max": torch.amax, "mean": torch.mean}[group["spatial"]]
            for p in group["params"]:
                state = self.state[p]
                if not state:
                    state["past"], state["v"], state["count"] = deque(maxlen=n + 1), torch.zeros_like(p), 0
                past, v = state["past"], state["v"]
                past.append(p.grad.clone())
                if len(past) <= n:
                    continue
                old = past[0]
                square = operation(old * old) if group["squares"] == "first" else operation(old).square()
                v.mul_(beta2).add_((1 - beta2) * square)
                state["count"] += 1
                latest = list(past)[-1 : 0 if beta1 > 0 else -2 : -1]  # beta1 0 weighs all but the last by nothing
                m = sum(beta1**i * g for i, g in enumerate(latest)) / sum(beta1**i for i in range(len(latest)))
                p.sub_(group["lr"] * m / ((v / (1 - beta2 ** state["count"])).sqrt() + group["eps"]))


class AsPrinted(torch.optim.Optimizer):
    """Algorithm 1 of the replication, line by line: the step takes g_t and not m_t, v_t the square of g_{t-1} whatever n is, and
    v_t divided by 1 - beta2^t is what the next step goes on from. g_0 is asked for and not told: here it is the first gradient."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=0.0):
        super().__init__(params, dict(lr=lr, betas=betas, eps=eps))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            beta2 = group["betas"][1]
            for p in group["params"]:
                state = self.state[p]
                if not state:
                    state["before"], state["v"], state["t"] = p.grad.clone(), torch.zeros_like(p), 0
                state["t"] += 1
                v = beta2 * state["v"] + (1 - beta2) * torch.amax(state["before"] ** 2)
                state["v"], state["before"] = v / (1 - beta2 ** state["t"]), p.grad.clone()
                p.sub_(group["lr"] * p.grad / (state["v"].sqrt() + group["eps"]))


def optimizer_of(name, params, lr, beta1, beta2, eps, **shift):
    if name == "adashift":
        return AdaShift(params, lr, (beta1, beta2), eps, **shift)
    if name == "as-printed":
        return AsPrinted(params, lr, (beta1, beta2), eps)
    return torch.optim.Adam(params, lr, (beta1, beta2), eps, amsgrad=name == "amsgrad", foreach=False)
