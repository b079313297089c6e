# SPDX-License-Identifier: Apache-2.0
# Makes a mistake of the gallery in a copy of the class that it is about, and plays the scenario that was made for it,
# or others: mistake.sh NAME [SCENARIO,...]. The project itself is left alone. Bash, with `patch`.
set -eu
page=pitfalls/gallery/$1
style=$(sed -n 's/^| style | \(.*\) |$/\1/p' "$page/README.md")
scenario=$(sed -n 's/^| caught by | \(.*\) |$/\1/p' "$page/README.md")
file=$(sed -n 's|^--- a/||p' "$page/fault.patch")
rm -rf mistake
mkdir mistake
patch -s -o mistake/patched "$file" "$page/fault.patch"
sed 's/@Nullable //; /jspecify/d' mistake/patched > "mistake/${file##*/}" # annotations are for the build only
javac -nowarn -cp cli/target/parley.jar -d mistake "mistake/${file##*/}"
echo "$file"
java -cp mistake:cli/target/parley.jar dev.parley.cli.Parley check "$style" --only "${2:-$scenario}" --seed 1
