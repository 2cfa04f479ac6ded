#!/usr/bin/env bash
# How many comparisons a sort takes on random numbers: bash sort.sh insertion|shell <size> <seed>
set -eu
algorithm=$1 size=$2 RANDOM=$3

numbers=()
for ((i = 0; i < size; i++)); do numbers[i]=$RANDOM; done

case $algorithm in
  insertion) gaps=(1) ;;
  shell) gaps=(23 10 4 1) ;;
  *) echo "no such algorithm: $algorithm" >&2; exit 2 ;;
esac

comparisons=0
for gap in "${gaps[@]}"; do
  for ((i = gap; i < size; i++)); do
    own=${numbers[i]}
    for ((j = i; j >= gap; j -= gap)); do
      comparisons=$((comparisons + 1))
      ((numbers[j - gap] > own)) || break
      numbers[j]=${numbers[j - gap]}
    done
    numbers[j]=$own
  done
done
echo "comparisons: $comparisons"
