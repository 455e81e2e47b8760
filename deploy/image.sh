#!/bin/sh
# Lays out everything that Sayso needs to run, and nothing else: image.sh PROGRAM SITE FOLDER
# The Containerfile calls it, and so does the test that runs the program in such a folder.
set -eu
program=$1 site=$2 folder=$3
user=65532

install -D -m 0555 "$program" "$folder/usr/bin/sayso"
mkdir -p "$folder/usr/share/sayso" "$folder/etc" "$folder/tmp"
cp -R "$site" "$folder/usr/share/sayso/site"
chmod -R a+rX,a-w "$folder/usr/share/sayso/site"

# The libraries that the program is linked to, where it looks for them.
ldd "$program" | grep -o '/[^ ]*' | while read -r library; do
  install -D -m 0555 "$library" "$folder$library"
done

echo "sayso:x:$user:$user::/var/lib/sayso:/nonexistent" >"$folder/etc/passwd"
echo "sayso:x:$user:" >"$folder/etc/group"
install -d -m 0555 "$folder/etc/sayso"
install -d -m 0700 -o "$user" -g "$user" "$folder/var/lib/sayso"
chmod 1777 "$folder/tmp"
