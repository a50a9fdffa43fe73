"""Training steps of PyTorch in eager mode, as a peer of benchmark.cc.

python3 torch_peer.py THREADS SECONDS prints the seconds of each step. Same
model, batch and optimizer: 2 layers, width 128, 4 heads, 64 positions, batches
of 32 sequences, 38 tokens, AdamW, float32.
"""

import math
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

VOCABULARY, POSITIONS, WIDTH, HEADS, LAYERS, SEQUENCES = 38, 64, 128, 4, 2, 32


class Attention(nn.Module):

    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.proj = nn.Linear(WIDTH, WIDTH)
        past = torch.ones(POSITIONS, POSITIONS, dtype=torch.bool).tril()
        self.register_buffer("past", past)

    def forward(self, x):
        n, t, c = x.shape
        parts = self.qkv(x).view(n, t, 3, HEADS, c // HEADS)
        q, k, v = parts.permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-2, -1) / math.sqrt(c // HEADS)
        scores = scores.masked_fill(~self.past[:t, :t], float("-inf"))
        y = scores.softmax(-1) @ v
        return self.proj(y.transpose(1, 2).reshape(n, t, c))


class Block(nn.Module):

    def __init__(self):
        super().__init__()
        self.ln1 = nn.LayerNorm(WIDTH)
        self.attn = Attention()
        self.ln2 = nn.LayerNorm(WIDTH)
        self.fc1 = nn.Linear(WIDTH, 4 * WIDTH)
        self.fc2 = nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x):
        x = x + self.attn(self.ln1(x))
        return x + self.fc2(F.gelu(self.fc1(self.ln2(x))))


class MiniGpt(nn.Module):

    def __init__(self):
        super().__init__()
        self.tok_emb = nn.Embedding(VOCABULARY, WIDTH)
        self.pos_emb = nn.Embedding(POSITIONS, WIDTH)
        self.blocks = nn.Sequential(*[Block() for _ in range(LAYERS)])
        self.ln_f = nn.LayerNorm(WIDTH)
        self.head = nn.Linear(WIDTH, VOCABULARY, bias=False)

    def forward(self, ids):
        x = self.tok_emb(ids) + self.pos_emb(torch.arange(ids.shape[1]))
        return self.head(self.ln_f(self.blocks(x)))


def main():
    threads, seconds = int(sys.argv[1]), float(sys.argv[2])
    torch.set_num_threads(threads)
    torch.manual_seed(1)
    model = MiniGpt()
    optimizer = torch.optim.AdamW(model.parameters(), 1e-3)
    text = torch.randint(0, VOCABULARY, (SEQUENCES, POSITIONS + 1))
    ids, targets = text[:, :-1].contiguous(), text[:, 1:].contiguous()

    def step():
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        logits = model(ids).view(-1, VOCABULARY)
        F.cross_entropy(logits, targets.view(-1)).backward()
        optimizer.step()
        return time.perf_counter() - start

    for _ in range(3):
        step()
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        print(step())


main()
