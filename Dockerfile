# Built in two stages: the toolchain (3 GB) stays behind, the image holds the program, the page and a few libraries.
#   docker build -t checkpoint-sampler .
#   docker run -v ~/outputs:/samples:ro -v checkpoint-sampler:/data -p 127.0.0.1:8080:8080 checkpoint-sampler

FROM swift:6.3.1-bookworm AS build
RUN apt-get update \
  && apt-get install -y --no-install-recommends \
    pkg-config libdeflate-dev libinotifytools0-dev libmicrohttpd-dev libpng-dev libsqlite3-dev \
    libtomlplusplus-dev libturbojpeg0-dev libwebp-dev zlib1g-dev \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY Package.swift ./
COPY Sources Sources
# The manifest names the folders of all targets, also of those that are not built here.
COPY Benchmarks Benchmarks
COPY Tests Tests
RUN swift build -c release --static-swift-stdlib --product checkpoint-sampler \
  && install -D --strip .build/release/checkpoint-sampler /out/checkpoint-sampler

FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="Checkpoint Sampler" \
  org.opencontainers.image.description="Find the checkpoint where the model is good and not yet overcooked" \
  org.opencontainers.image.licenses="Apache-2.0"
RUN apt-get update \
  && apt-get install -y --no-install-recommends \
    libdeflate0 libinotifytools0 libmicrohttpd12 libpng16-16 libsqlite3-0 libstdc++6 libturbojpeg0 libwebp7 \
    libwebpdemux2 zlib1g \
  && rm -rf /var/lib/apt/lists/* /var/cache/apt/* \
  && mkdir /samples /checkpoints /config \
  && install -d -o 10001 -g 10001 /data
COPY --from=build /out/checkpoint-sampler /usr/local/bin/
# A library that is missing ends the build here and not the user's first start.
RUN ["checkpoint-sampler", "--version"]
COPY web /usr/local/share/checkpoint-sampler/web
# /config/config.toml is read when it is there, because the program starts in /config.
WORKDIR /config
ENV CHECKPOINT_SAMPLER_ROOT=/samples \
  CHECKPOINT_SAMPLER_HOST=0.0.0.0 \
  CHECKPOINT_SAMPLER_PORT=8080 \
  CHECKPOINT_SAMPLER_DB_PATH=/data/checkpoint-sampler.db \
  CHECKPOINT_SAMPLER_CACHE_DIR=/data/cache \
  CHECKPOINT_SAMPLER_CHECKPOINT_DIRS=/checkpoints
USER 10001:10001
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=6s --start-period=5s CMD ["checkpoint-sampler", "health"]
ENTRYPOINT ["checkpoint-sampler"]
CMD ["serve"]
