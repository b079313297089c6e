# SPDX-License-Identifier: Apache-2.0
"""Ten seconds of a server that was unwell in one of them: what is the p99 of all? Milliseconds. See docs/comparison.md."""


def p99(times):
    return sorted(times)[len(times) * 99 // 100]


well = [1.0] * 1000  # a thousand replies, each after 1 ms
unwell = [1.0] * 25 + [900.0] * 25  # few replies, half of them late
seconds = [well] * 9 + [unwell]

print("the p99 of each second:", *(f"{p99(second):.0f}" for second in seconds))
print(f"their average: {sum(p99(second) for second in seconds) / len(seconds):.1f}")
print(f"the p99 of all replies: {p99([time for second in seconds for time in second]):.1f}")
