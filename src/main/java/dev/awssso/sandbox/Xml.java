package dev.awssso.sandbox;

/** An XML element that is being written. */
final class Xml {

    private final String name;
    private final StringBuilder content = new StringBuilder();

    private Xml(String name) {
        this.name = name;
    }

    static Xml of(String name) {
        return new Xml(name);
    }

    Xml with(String child, String text) {
        content.append('<').append(child).append('>');
        content.append(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
        content.append("</").append(child).append('>');
        return this;
    }

    Xml with(Xml child) {
        content.append(child.element(""));
        return this;
    }

    /** The element, with attributes (a blank in front) in its start tag. */
    String element(String attributes) {
        return "<" + name + attributes + ">" + content + "</" + name + ">";
    }
}
