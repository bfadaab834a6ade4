package com.skyfit.lake.schedule.platform;

import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes elements of one namespace, indented. */
final class TaskXml {

    private final XMLStreamWriter xml;
    private final String namespace;
    private int depth;
    private boolean afterBegin;

    TaskXml(XMLStreamWriter xml, String namespace) {
        this.xml = xml;
        this.namespace = namespace;
    }

    void begin(String name) throws XMLStreamException {
        line();
        xml.writeStartElement(name);
        if (depth == 0) {
            xml.writeDefaultNamespace(namespace);
        }
        depth++;
        afterBegin = true;
    }

    void leaf(String name, String text) throws XMLStreamException {
        line();
        xml.writeStartElement(name);
        xml.writeCharacters(text);
        xml.writeEndElement();
        afterBegin = false;
    }

    void empty(String name) throws XMLStreamException {
        line();
        xml.writeEmptyElement(name);
        afterBegin = false;
    }

    void end() throws XMLStreamException {
        depth--;
        if (!afterBegin) {
            line();
        }
        xml.writeEndElement();
        afterBegin = false;
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(depth));
    }
}
