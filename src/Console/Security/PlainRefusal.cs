namespace BackupConsole.Security;

/// <summary>A refusal in words. Plain text that repeats nothing of the request, so that nothing can be smuggled into a page by it.</summary>
internal static class PlainRefusal
{
    public static Task WriteAsync(HttpContext context, int statusCode, string message)
    {
        context.Response.StatusCode = statusCode;
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        return context.Response.WriteAsync(message + "\n", context.RequestAborted);
    }
}
