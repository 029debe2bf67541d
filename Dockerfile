# The two steps of the README: publish, run. Nothing is built or fetched when the container starts.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Console --configuration Release --output /out

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# Time zones and cultures: ages and schedules are shown in named zones.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libicu-dev tzdata \
    && rm -rf /var/lib/apt/lists/*
COPY --from=build /out /app
# The base image asks for port 8080 on every interface; where to listen is for the console's own settings. A container's loopback
# interface is its own, so that only --publish decides who gets in.
ENV ASPNETCORE_HTTP_PORTS= \
    Access__Listen=Any \
    DOTNET_EnableDiagnostics=0 \
    HOME=/tmp
USER $APP_UID
EXPOSE 5080
WORKDIR /
ENTRYPOINT ["/app/BackupConsole"]
