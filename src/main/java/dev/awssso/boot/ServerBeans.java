package dev.awssso.boot;

import dev.awssso.ecs.Slots;
import dev.awssso.ecs.http.LoadReader;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Hands the parts of the present server to the resources, which the framework makes. */
final class ServerBeans {

    @Produces
    @Singleton
    Slots slots() {
        return ServerDoor.present().slots();
    }

    @Produces
    @Singleton
    LoadReader loads() {
        return ServerDoor.present().loads();
    }

    @Produces
    @Singleton
    InstantSource clock() {
        return ServerDoor.present().clock();
    }
}
