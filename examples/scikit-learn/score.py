"""Trains a classifier on half of the digits and prints its accuracy on the other half: one number."""

import sys

from sklearn.datasets import load_digits
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

name, seed = sys.argv[1], int(sys.argv[2])
model = {
    "tree": DecisionTreeClassifier(random_state=seed),
    "forest": RandomForestClassifier(n_estimators=20, random_state=seed),
}[name]
images, labels = load_digits(return_X_y=True)
train, test, train_labels, test_labels = train_test_split(images, labels, test_size=0.5, random_state=seed)
print(model.fit(train, train_labels).score(test, test_labels))
