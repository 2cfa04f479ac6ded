"""Reads {x0, gradients, rates, settings} as JSON from stdin and prints the iterates of TensorFlow 1's RMSProp, float64."""

import json
import sys

import tensorflow as tf

task = json.load(sys.stdin)
x = tf.Variable(task["x0"], dtype=tf.float64)
learning_rate = tf.Variable(0.0, dtype=tf.float64)
# As tensors: plain numbers become float32.
settings = {name: tf.constant(value, dtype=tf.float64) for name, value in task["settings"].items()}
optimizer = tf.compat.v1.train.RMSPropOptimizer(learning_rate, **settings)
rows = []
for gradient, rate in zip(task["gradients"], task["rates"]):
    learning_rate.assign(rate)
    optimizer.apply_gradients([(tf.constant(gradient, dtype=tf.float64), x)])
    rows.append(x.numpy().tolist())
print(json.dumps(rows))
