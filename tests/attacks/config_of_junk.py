"""Sends configurations that are no JSON, no model, or far too deep."""

DESERVES = {}

ANSWERS = {
    "network": '# exercise: network\nimport json\nimport struct\nimport sys\n\nanswering = sys.modules["autograder.examination.answering"]\n\n\ndef frame(tree, sizes=(), body=b""):\n    header = json.dumps({"tree": tree, "sizes": list(sizes)}).encode()\n    return struct.pack("!I", len(header)) + header + body\n\n\ndef send_model(config, weights=()):\n    """Wait for the question, then answer with a model\'s configuration of our own."""\n    def answer(self, tree, buffers):\n        if tree[0] == "get":\n            self.channel.send(["value", ["object", 0, "network", "function", True]], [])\n        else:\n            self.channel.send(["value", ["model", 1, config if isinstance(config, str) else json.dumps(config), ["list", []]]], [])\n    answering._Desk.answer = answer\n\n\nsend_model("[" * 50_000)',
}
