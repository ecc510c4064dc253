# Builds Belfry with Maven on a JDK, and runs it as an ordinary user on a JRE against a Postgres that
# is not in here.
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY pom.xml ./
COPY .mvn .mvn
RUN mvn -B -q dependency:go-offline
COPY . .
RUN mvn -B -q -Dmaven.test.skip=true package \
  && mkdir /belfry \
  && tar xzf target/belfry-*.tar.gz -C /belfry --strip-components=1 \
  && rm /belfry/lib/embedded-postgres-binaries-*.jar

FROM eclipse-temurin:25-jre
RUN useradd --system --create-home --home-dir /var/lib/belfry belfry
COPY --from=build /belfry /opt/belfry
RUN ln -s /opt/belfry/bin/belfry /usr/local/bin/belfry
USER belfry
WORKDIR /var/lib/belfry
ENV BELFRY_HOME=/var/lib/belfry LANG=C.UTF-8
# There is no embedded Postgres in the image: BELFRY_DB_URL, BELFRY_DB_USER and BELFRY_DB_PASSWORD say
# where one is.
ENTRYPOINT ["belfry"]
CMD ["run"]
