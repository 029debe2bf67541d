using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Components.RenderTree;

namespace BackupConsole.Testing.ComponentHost;

#pragma warning disable BL0006 // Render tree types: see ComponentRenderer.

/// <summary>
/// Writes a component's render tree as HTML. Event handlers become attributes such as <c>blazor:onclick="17"</c>, by which an element of the
/// parsed document finds its handler again.
/// </summary>
internal static class MarkupWriter
{
    private static readonly HashSet<string> VoidElements = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

    public static string Write(ComponentRenderer renderer, int componentId)
    {
        StringBuilder html = new();
        WriteComponent(renderer, componentId, html);
        return html.ToString();
    }

    private static void WriteComponent(ComponentRenderer renderer, int componentId, StringBuilder html)
    {
        ArrayRange<RenderTreeFrame> frames = renderer.FramesOf(componentId);
        WriteFrames(renderer, frames.Array, 0, frames.Count, html);
    }

    private static void WriteFrames(ComponentRenderer renderer, RenderTreeFrame[] frames, int start, int end, StringBuilder html)
    {
        int at = start;
        while (at < end)
        {
            ref RenderTreeFrame frame = ref frames[at];
            switch (frame.FrameType)
            {
                case RenderTreeFrameType.Element:
                    WriteElement(renderer, frames, at, html);
                    at += frame.ElementSubtreeLength;
                    break;
                case RenderTreeFrameType.Component:
                    WriteComponent(renderer, frame.ComponentId, html);
                    at += frame.ComponentSubtreeLength;
                    break;
                case RenderTreeFrameType.Text:
                    html.Append(WebUtility.HtmlEncode(frame.TextContent));
                    at++;
                    break;
                case RenderTreeFrameType.Markup:
                    html.Append(frame.MarkupContent);
                    at++;
                    break;
                default:
                    at++; // Regions only group; captures draw nothing.
                    break;
            }
        }
    }

    private static void WriteElement(ComponentRenderer renderer, RenderTreeFrame[] frames, int start, StringBuilder html)
    {
        ref RenderTreeFrame element = ref frames[start];
        int end = start + element.ElementSubtreeLength;
        html.Append('<').Append(element.ElementName);
        string? selected = null;
        int at = start + 1;
        for (; at < end && frames[at].FrameType == RenderTreeFrameType.Attribute; at++)
        {
            WriteAttribute(ref frames[at], html);
            if (frames[at].AttributeName == "value")
            {
                selected = frames[at].AttributeValue as string;
            }
        }

        html.Append('>');
        if (VoidElements.Contains(element.ElementName))
        {
            return;
        }

        // The value of a text area is its content.
        if (element.ElementName == "textarea" && selected is not null)
        {
            html.Append(WebUtility.HtmlEncode(selected));
        }

        WriteFrames(renderer, frames, at, end, html);
        html.Append("</").Append(element.ElementName).Append('>');
    }

    private static void WriteAttribute(ref RenderTreeFrame attribute, StringBuilder html)
    {
        if (attribute.AttributeEventHandlerId > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $" blazor:{attribute.AttributeName}=\"{attribute.AttributeEventHandlerId}\"");
        }
        else if (attribute.AttributeValue is true)
        {
            html.Append(' ').Append(attribute.AttributeName);
        }
        else if (attribute.AttributeValue is string value)
        {
            html.Append(' ').Append(attribute.AttributeName).Append("=\"").Append(WebUtility.HtmlEncode(value)).Append('"');
        }
    }
}
