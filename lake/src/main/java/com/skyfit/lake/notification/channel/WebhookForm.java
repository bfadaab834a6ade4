package com.skyfit.lake.notification.channel;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a webhook expects of a body. */
public enum WebhookForm {
    /** A workflow of Microsoft Teams that posts an adaptive card. */
    TEAMS {
        @Override
        String body(Message message) {
            ObjectNode root = JSON.createObjectNode().put("type", "message");
            ObjectNode attachment = root.putArray("attachments").addObject();
            attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
            attachment.putNull("contentUrl");
            ObjectNode card = attachment.putObject("content");
            card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
            card.put("type", "AdaptiveCard");
            card.put("version", "1.4");
            ArrayNode body = card.putArray("body");
            text(body, message.title())
                    .put("weight", "Bolder")
                    .put("size", "Medium")
                    .put("color", colour(message));
            message.paragraphs().forEach(paragraph -> text(body, paragraph));
            return root.toString();
        }
    },
    /** An incoming webhook of Slack. */
    SLACK {
        @Override
        String body(Message message) {
            ObjectNode root = JSON.createObjectNode().put("text", escaped(message.title()));
            ArrayNode blocks = root.putArray("blocks");
            section(blocks, "*" + escaped(message.title()) + "*");
            List<String> paragraphs = message.paragraphs();
            if (!paragraphs.isEmpty()) {
                section(blocks, escaped(String.join("\n", paragraphs)));
            }
            return root.toString();
        }
    },
    /** A program that reads the message as {@code notification.schema.json} describes it. */
    JSON_DOCUMENT {
        @Override
        String body(Message message) {
            return MessageJson.forPrograms(message);
        }
    };

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Slack refuses longer texts of a section. */
    private static final int LONGEST_SECTION = 3000;

    /** The message in that form. */
    abstract String body(Message message);

    private static ObjectNode text(ArrayNode body, String text) {
        return body.addObject().put("type", "TextBlock").put("text", text).put("wrap", true);
    }

    private static String colour(Message message) {
        return switch (message.event()) {
            case OVER, ALL_IS_WELL, TEST -> "Good";
            case BEGAN, WORSE, REMINDED -> message.severity() == Severity.ERROR ? "Attention" : "Warning";
        };
    }

    private static void section(ArrayNode blocks, String text) {
        String fitting = text.length() > LONGEST_SECTION ? text.substring(0, LONGEST_SECTION - 3) + "..." : text;
        blocks.addObject()
                .put("type", "section")
                .putObject("text")
                .put("type", "mrkdwn")
                .put("text", fitting);
    }

    /** Slack gives these three characters a meaning. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
