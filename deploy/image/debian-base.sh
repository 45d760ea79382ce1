#!/bin/sh
# Makes a base for the image from Debian's packages, for where no registry of images can be reached. Needs mmdebstrap.
#   deploy/image/debian-base.sh /tmp/base.tar
#   ./mvnw -Pimage -pl launcher -am -DskipTests package -Dimage.base=tar:///tmp/base.tar
set -eu

[ $# = 1 ] || { echo "Usage: deploy/image/debian-base.sh FILE.tar" >&2; exit 2; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Unpacked alone, so without what packages make when they are installed: no user names, and no certificates of public authorities.
# The redis-server that is packed needs OpenSSL 3.
mmdebstrap --variant=extract --include=base-files,bash,coreutils,grep,libssl3,openjdk-17-jre-headless \
  --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/locale/*' \
  --customize-hook='ln -s bash "$1/bin/sh"; rm -rf "$1"/var/cache/* "$1"/var/lib/apt "$1"/var/lib/dpkg' \
  bookworm "$work/layer.tar"

layer=$(sha256sum "$work/layer.tar" | cut -d' ' -f1)
architecture=$(dpkg --print-architecture)
cat > "$work/config.json" << END
{"architecture": "$architecture", "os": "linux", "config": {"Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/usr/lib/jvm/java-17-openjdk-$architecture/bin"]},
 "rootfs": {"type": "layers", "diff_ids": ["sha256:$layer"]}}
END
cat > "$work/manifest.json" << END
[{"Config": "config.json", "RepoTags": ["quicksell-base:bookworm"], "Layers": ["layer.tar"]}]
END
tar -cf "$1" -C "$work" manifest.json config.json layer.tar
