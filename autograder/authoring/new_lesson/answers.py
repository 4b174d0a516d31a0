"""Answers to the exercises of {{week}}/{{lesson}}. Nothing here is random: no threshold is needed."""

from autograder.trials.bank import Bank

bank = Bank("{{week}}/{{lesson}}")

# --- shares

bank.right("shares", "a loop, returns a list", '''
    # exercise: shares
    def shares(counts):
        total = 0
        for count in counts:
            total += count
        return [count / total for count in counts]
''')
bank.right("shares", "a product with the reciprocal", '''
    # exercise: shares
    def shares(counts):
        return np.asarray(counts, dtype=float) * (1 / np.sum(counts))
''')
bank.wrong("shares", "divides by the largest count", '''
    # exercise: shares
    def shares(counts):
        return counts / counts.max()
''')
bank.wrong("shares", "divides by how many kinds there are", '''
    # exercise: shares
    def shares(counts):
        return counts / len(counts)
''')
bank.wrong("shares", "whole-number division", '''
    # exercise: shares
    def shares(counts):
        return counts // counts.sum()
''')
bank.wrong("shares", "percent", '''
    # exercise: shares
    def shares(counts):
        return 100 * counts / counts.sum()
''')
bank.wrong("shares", "the example's numbers as literals", '''
    # exercise: shares
    def shares(counts):
        return np.array([0.75, 0.25])
''', points=3)
