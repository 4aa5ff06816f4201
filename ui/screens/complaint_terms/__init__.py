"""When the store works, and how soon it deals with complaints."""
